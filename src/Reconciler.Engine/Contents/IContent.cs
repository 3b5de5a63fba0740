using Microsoft.Win32.SafeHandles;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;

namespace Reconciler.Engine.Contents;

/// <summary>Bytes by their digest, for whoever copies them.</summary>
public interface IContent
{
    /// <summary>The bytes, checked or checkable: the reader hashes what it copies.</summary>
    /// <exception cref="ContentMissingException">Not stored, or found to be damaged.</exception>
    Stream OpenRead(Digest digest);

    /// <summary>
    /// An open local file that this process wrote, or read through, and that is as it was then: for copies that never pass through this process and
    /// are <c>written</c> all the same. Null when there is none.
    /// </summary>
    SafeFileHandle? FindFile(Digest digest) => null;

    /// <summary>The blocks of a large file that is or was stored; null when nobody has worked them out.</summary>
    FileBlocks? FindBlocks(Digest digest) => null;

    /// <summary>As <see cref="FindBlocks"/>, and works them out from the stored bytes; null when those are not there.</summary>
    FileBlocks? CutBlocks(Digest digest) => null;

    /// <summary>Somebody has worked them out from the right bytes.</summary>
    void KeepBlocks(FileBlocks blocks)
    {
    }
}
