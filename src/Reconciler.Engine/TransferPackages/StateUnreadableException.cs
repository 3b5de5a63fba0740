namespace Reconciler.Engine.TransferPackages;

/// <summary>A file of the state does not say what it should: it was damaged, edited, or written by a later version.</summary>
/// <param name="line">Counts from 1; 0 when it is about the whole file.</param>
public sealed class StateUnreadableException(string path, long line, string reason, Exception? inner = null)
    : Exception(line == 0 ? $"{path}: {reason}" : $"{path}:{line}: {reason}", inner)
{
    public string Path { get; } = path;

    public long Line { get; } = line;

    public string Reason { get; } = reason;
}
