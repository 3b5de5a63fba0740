using Reconciler.Core.Resources;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>Where everything in the state directory is. Nothing but this knows a file's name.</summary>
/// <param name="root">Absolute.</param>
public sealed class StateDirectory(string root)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Extension = ".jsonl";

    public string Root { get; } = Path.GetFullPath(root);

    public string EstateFile => Below("estate.json");

    public string LockFile => Below("lock");

    public string LockHolderFile => Below("lock.json");

    public string LoopFile => Below("loop.json");

    public string NotificationFile => Below("notifications.json");

    public string EventFile => Below("events.jsonl");

    internal string EarlierEventFile => Below("events.1.jsonl");

    public string TransferPackages => Below("transfer-packages");

    public string Servers => Below("servers");

    public string Sources => Below("sources.jsonl");

    public string Commits => Below("commits.jsonl");

    public string Approvals => Below("approvals.jsonl");

    public string Plans => Below("plans");

    public string Requests => Below("requests");

    public string Content => Below("content");

    public string Git => Below("git");

    /// <summary>Lines that a compaction replaced, under the names of the folders that they come from.</summary>
    public string Archive => Below("archive");

    /// <summary>Roots of servers with a relative address.</summary>
    public string Roots => Below("roots");

    /// <summary>Derived from the rest; may be deleted at any time.</summary>
    public string Index => Below("index");

    internal string IndexFile => Path.Combine(Index, "actual.bin");

    internal string ArchivedServers => Path.Combine(Archive, "servers");

    public string PackageFile(PackageName package) => Path.Combine(TransferPackages, LineFileName(package.Value));

    public string ServerFile(ServerName server) => Path.Combine(Servers, LineFileName(server.Value));

    /// <summary>Creates what is missing. Servers' roots are for their readers; everything else is the owner's only.</summary>
    /// <exception cref="StateWriteException">A directory cannot be created.</exception>
    public void Create()
    {
        try
        {
            foreach (var directory in (string[])[Root, TransferPackages, Servers, Plans, Requests, Content, Git, Archive, ArchivedServers, Index])
                Create(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StateWriteException(Root, exception.Message, exception);
        }
    }

    private static void Create(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly);
    }

    /// <summary>
    /// A name is safe as a file's name by its pattern, but for the devices of Windows, which it means whatever the extension (<c>con.jsonl</c>):
    /// these get an underscore in front, with which no name begins.
    /// </summary>
    internal static string FileName(string name) => IsWindowsDevice(name) ? "_" + name : name;

    internal static string LineFileName(string name) => FileName(name) + Extension;

    /// <summary>The names of the files in a directory of lines, in order of the files' names.</summary>
    internal static string[] NamesIn(string directory)
    {
        if (!Directory.Exists(directory))
            return [];

        return [.. Directory.EnumerateFiles(directory, "*" + Extension)
            .Select(path => Path.GetFileNameWithoutExtension(path).TrimStart('_'))
            .Where(ResourceName.IsValid)
            .Order(StringComparer.Ordinal)];
    }

    private string Below(string name) => Path.Combine(Root, name);

    private static bool IsWindowsDevice(string name)
    {
        var stem = name.Split('.')[0].ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)) && char.IsAsciiDigit(stem[3]));
    }
}
