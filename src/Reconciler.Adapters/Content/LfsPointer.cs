namespace Reconciler.Adapters.Content;

/// <summary>What Git LFS leaves in the repository in place of a file.</summary>
/// <remarks><see href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md"/>: shorter than 1024 bytes, <c>version</c> comes first.</remarks>
internal static class LfsPointer
{
    internal const int MaxBytes = 1023;

    internal static bool IsPointer(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= MaxBytes
        && (bytes.StartsWith("version https://git-lfs.github.com/spec/"u8) || bytes.StartsWith("version https://hawser.github.com/spec/"u8))
        && bytes.IndexOf("\noid "u8) > 0;
}
