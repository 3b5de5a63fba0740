namespace Reconciler.Benchmarks.Copies;

/// <summary>What one call measured, or several calls on the same machine.</summary>
internal sealed record Results(Machine Machine, DateOnly Date, double Scale, IReadOnlyList<Sample> Samples, IReadOnlyList<Fact> Facts)
{
    /// <exception cref="InvalidOperationException">They were not measured on the same machine, or not at the same scale.</exception>
    public static Results Merge(IReadOnlyList<Results> parts)
    {
        var first = parts[0];
        if (parts.FirstOrDefault(part => part.Machine != first.Machine || part.Scale != first.Scale) is { } other)
            throw new InvalidOperationException($"these were not measured alike: {first.Machine}, scale {first.Scale}; {other.Machine}, scale {other.Scale}");

        // Rounds are counted in each call from one.
        var samples = parts.SelectMany((part, number) => part.Samples.Select(sample => sample with { Round = (number * 1000) + sample.Round }));
        return first with { Date = parts.Max(part => part.Date), Samples = [.. samples], Facts = [.. parts.SelectMany(part => part.Facts).Distinct()] };
    }
}
