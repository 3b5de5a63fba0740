namespace Reconciler.Adapters.Archives;

/// <summary>What an archive has at one name. Entries come in the archive's order, and each is good until the next is asked for.</summary>
/// <param name="Name">As the archive has it: nothing was checked yet. Bytes that are not UTF-8 have become U+FFFD.</param>
internal abstract record ArchiveEntry(string Name)
{
    /// <param name="SizeBytes">As the archive declares it; <paramref name="Open"/> throws when that is not true.</param>
    internal sealed record File(string Name, bool IsExecutable, long SizeBytes, Func<Stream> Open) : ArchiveEntry(Name);

    internal sealed record Directory(string Name) : ArchiveEntry(Name);

    internal sealed record Symlink(string Name, string Target) : ArchiveEntry(Name);

    /// <param name="Target">Another entry's name, as the archive has it.</param>
    internal sealed record HardLink(string Name, string Target) : ArchiveEntry(Name);

    /// <summary>What no package can hold.</summary>
    /// <param name="What">With its article: <c>a device</c>.</param>
    internal sealed record Unsupported(string Name, string What) : ArchiveEntry(Name);
}
