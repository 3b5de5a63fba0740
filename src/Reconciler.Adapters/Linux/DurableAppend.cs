namespace Reconciler.Adapters.Linux;

/// <summary>Bytes to be added to a file.</summary>
/// <param name="Length">Of what is known to be whole in the file; 0 for a file that may not exist. Behind it there may be a torn line, which goes.</param>
internal sealed record DurableAppend(string Path, long Length, ReadOnlyMemory<byte> Bytes);
