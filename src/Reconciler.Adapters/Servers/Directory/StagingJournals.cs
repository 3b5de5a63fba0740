using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The journals of a server: <c>.reconciler/staging/&lt;package&gt;.json</c>. They need not survive the machine, only the process.</summary>
internal sealed class StagingJournals(ServerFolders folders)
{
    private const int LongestBytes = 1 << 16;

    /// <returns>Null when there is none, or a torn one.</returns>
    public StagingJournal? Find(PackageName package)
    {
        using var directory = folders.Find(OurFolder.Staging);
        if (directory is null || SmallFiles.Read(directory, OurFolder.FileOf(package), LongestBytes) is not { } bytes)
            return null;

        try
        {
            return StagingJournal.Read(bytes, package);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public void Save(StagingJournal journal)
    {
        using var directory = folders.Make(OurFolder.Staging);
        SmallFiles.DeleteIfThere(directory, OurFolder.FileOf(journal.Package));
        using var file = directory.CreateFile(OurFolder.FileOf(journal.Package));
        file.Write(journal.Write());
    }

    public void Delete(PackageName package)
    {
        using var directory = folders.Find(OurFolder.Staging);
        if (directory is not null)
            SmallFiles.DeleteIfThere(directory, OurFolder.FileOf(package));
    }

    /// <summary>Those whose journal was written before this time, in nanoseconds since 1970.</summary>
    public ImmutableArray<PackageName> Packages(long before)
    {
        using var directory = folders.Find(OurFolder.Staging);
        return directory is null
            ? []
            : [.. directory.List()
                .Where(name => directory.FindStatus(name) is { } status && status.ModifiedNs < before)
                .Select(name => Path.GetFileNameWithoutExtension(name.Text))
                .OfType<string>()
                .Where(ResourceName.IsValid)
                .Select(name => new PackageName(name))];
    }
}
