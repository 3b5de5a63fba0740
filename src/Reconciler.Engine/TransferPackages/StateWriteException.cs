namespace Reconciler.Engine.TransferPackages;

/// <summary>The state could not be written durably. What was to be recorded must be taken as not recorded.</summary>
public sealed class StateWriteException(string path, string reason, Exception? inner = null)
    : Exception($"The state cannot be written: {path}: {reason}", inner)
{
    public string Path { get; } = path;

    /// <summary>The system's own words.</summary>
    public string Reason { get; } = reason;
}
