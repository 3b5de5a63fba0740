using System.Collections.Immutable;

namespace Reconciler.Adapters.Requests;

/// <summary>A call of a verb that somebody hands to the process that holds the state's lock, to be done there as if it had been typed alone.</summary>
/// <param name="Id">Sorts by time; 8 to 64 letters, digits and hyphens.</param>
/// <param name="Actor">Who asks, as records name them: <c>anna@hq-1</c>.</param>
/// <param name="Arguments">The command line from the verb on, without the options that say which repository, state and settings.</param>
/// <param name="Files">What files that the command line names contain, by the name that was typed.</param>
public sealed record Request(
    string Id, string Actor, ImmutableArray<string> Arguments, RequestPlace Place, RequestTerminal Terminal, ImmutableDictionary<string, ReadOnlyMemory<byte>> Files)
{
    /// <summary>How often it was begun by a process that ended before it was done.</summary>
    public int Interruptions { get; init; }

    /// <summary>Whether both ask for the same; who asks, and where the answer is shown, is another matter.</summary>
    public bool IsSameCallAs(Request other) =>
        Place == other.Place
        && Arguments.SequenceEqual(other.Arguments)
        && Files.Count == other.Files.Count
        && Files.All(file => other.Files.TryGetValue(file.Key, out var bytes) && bytes.Span.SequenceEqual(file.Value.Span));
}

/// <summary>What the asker means; whoever answers must mean the same.</summary>
/// <param name="Repository">As messages call it.</param>
/// <param name="Revision">Null: whatever is followed.</param>
/// <param name="Path">Null: whatever is read.</param>
/// <param name="Config">The settings file, absolute; null: whatever holds.</param>
public sealed record RequestPlace(string Repository, string? Revision, string? Path, string? Config);

/// <summary>Where the answer is shown, so that it looks there as it would have looked.</summary>
public sealed record RequestTerminal(bool ColoursOut, bool ColoursError, bool ShowsProgress, int Width)
{
    /// <summary>One answer for several: nothing that one of the places cannot show.</summary>
    public static RequestTerminal PlainestOf(IReadOnlyCollection<RequestTerminal> all) => new(
        all.All(terminal => terminal.ColoursOut),
        all.All(terminal => terminal.ColoursError),
        all.All(terminal => terminal.ShowsProgress),
        all.Min(terminal => terminal.Width));
}
