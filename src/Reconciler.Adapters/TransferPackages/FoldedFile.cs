using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>What a file of lines says, and where its next line goes.</summary>
/// <param name="Length">Of the whole lines, in bytes; 0 before the header.</param>
/// <param name="Chain">Of the last of them.</param>
/// <param name="Lines">How many, the header included.</param>
/// <param name="From">Number of the first record.</param>
internal sealed record FoldedFile<TState>(TState State, long Length, LineChain Chain, long Lines, long From);
