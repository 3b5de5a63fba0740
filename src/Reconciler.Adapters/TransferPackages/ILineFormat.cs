namespace Reconciler.Adapters.TransferPackages;

/// <summary>What the lines of a kind of file mean: folded one by one, they give a state.</summary>
internal interface ILineFormat<TState>
{
    /// <summary>See <see cref="Core.TransferPackages.StateHeader"/>.</summary>
    string Kind { get; }

    /// <summary>What a file without lines says.</summary>
    TState Start(string name);

    /// <exception cref="FormatException">Not the next line, or none that this version can read.</exception>
    TState Apply(TState state, ReadOnlySpan<byte> line);
}
