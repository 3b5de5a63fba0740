namespace Reconciler.Adapters.TransferPackages;

/// <summary>What a file said when it looked like this.</summary>
internal sealed record IndexedFile<TState>(FileStamp Stamp, FoldedFile<TState> Folded);
