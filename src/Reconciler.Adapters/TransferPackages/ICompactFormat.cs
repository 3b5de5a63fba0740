namespace Reconciler.Adapters.TransferPackages;

/// <summary>Lines whose effect can be written as one.</summary>
internal interface ICompactFormat<TState> : ILineFormat<TState>
{
    /// <summary>Number of the last line folded in.</summary>
    long Seq(TState state);

    /// <summary>One JSON object, to be sealed.</summary>
    ReadOnlyMemory<byte> Snapshot(TState state);
}
