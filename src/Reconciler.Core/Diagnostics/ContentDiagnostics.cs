using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN4xxx: what is wrong with a package's content. Each stands at the package's <c>source</c> line.</summary>
public static class ContentDiagnostics
{
    public static Diagnostic LfsPointer(SourcePosition at, string path) =>
        Error("RCN4001", new(at), $"'{path}' is a Git LFS pointer, not the file itself; commit the file, or use 'source: {{ directory: … }}' with a checkout that has it");

    public static Diagnostic LinkLeavesPackage(SourcePosition at, string path, string target) =>
        Error("RCN4002", new(at), $"the link '{path}' leads out of the package, to '{target}'; put the file in its place, or exclude it");

    /// <param name="kind">With its article: <c>a device</c>, <c>a socket</c>, <c>a named pipe</c>, <c>a submodule</c>.</param>
    public static Diagnostic UnsupportedEntry(SourcePosition at, string path, string kind) =>
        Error("RCN4003", new(at), $"'{path}' is {kind}; a package holds files, directories and links only: exclude it, or take it out of the source");

    /// <param name="path">With the invalid bytes made visible.</param>
    public static Diagnostic NameNotUtf8(SourcePosition at, string path) =>
        Error("RCN4004", new(at), $"the name '{path}' is not valid UTF-8; rename it, or exclude it");

    public static Diagnostic LinkNotUtf8(SourcePosition at, string path, string target) =>
        Error("RCN4013", new(at), $"the link '{path}' leads to '{target}', which is not valid UTF-8; rename what it leads to, or exclude it");

    /// <param name="problem">End of the sentence: <c>it ends in a dot</c>.</param>
    public static Diagnostic WindowsCannotHoldName(SourcePosition at, string path, string problem) =>
        Warning("RCN4005", new(at), $"no Windows server can hold '{path}': {problem}; rename it, or exclude it");

    public static Diagnostic NamesDifferOnlyInCaseOrForm(SourcePosition at, string path, string other) =>
        Warning("RCN4006", new(at), $"'{path}' and '{other}' differ only in case or Unicode form; rename one: a server that ignores these can hold only one of them");

    public static Diagnostic SourceMissing(SourcePosition at, string path) =>
        Error("RCN4007", new(at), $"there is nothing at '{path}'; create it, or correct the source");

    public static Diagnostic SourceEmpty(SourcePosition at, string path) =>
        Error("RCN4008", new(at), $"nothing is left of '{path}' after include and exclude; correct them, or put a file there");

    /// <param name="line">To be added to the operator's settings.</param>
    public static Diagnostic SourceNotAllowed(SourcePosition at, string source, string line) =>
        Note("RCN4009", new(at), $"the operator's settings do not allow the source '{source}'; 'sync' holds the package until they say {line}");

    /// <param name="reason">What the system answered.</param>
    public static Diagnostic SourceUnreadable(SourcePosition at, string path, string reason) =>
        Error("RCN4010", new(at), $"'{path}' cannot be read: {reason}; make it readable for this user, or exclude it");

    /// <param name="change">End of the sentence: <c>its size is another</c>.</param>
    public static Diagnostic SourceChanging(SourcePosition at, string path, string change) =>
        Error("RCN4011", new(at), $"'{path}' changed while it was read ({change}); it is read again in the next run, or copy it to a place where nobody writes");

    public static Diagnostic SourceIsLink(SourcePosition at, string path, string target) =>
        Error("RCN4012", new(at), $"the source '{path}' is a link to '{target}'; name what it leads to");

    /// <param name="line">To be added to the operator's settings.</param>
    /// <param name="isDirectory">The command line may allow it as well.</param>
    public static Diagnostic AddressNotAllowed(SourcePosition at, string server, string address, string line, bool isDirectory) =>
        Note("RCN4014", new(at), $"the operator's settings do not allow the address '{address}' of '{server}'; 'sync' holds what is for it until they say {line}{(isDirectory ? ", or --allow-root is given" : "")}");

    /// <param name="line">To be added to the operator's settings.</param>
    public static Diagnostic CredentialsUnknown(SourcePosition at, string server, string credentials, string line) =>
        Note("RCN4018", new(at), $"the operator's settings have no credentials '{credentials}' for '{server}'; 'sync' holds what is for it until they say {line}");

    /// <param name="problem">End of a sentence about the archive: <c>it is cut off</c>.</param>
    public static Diagnostic ArchiveRefused(SourcePosition at, string archive, string problem) =>
        Error("RCN4030", new(at), $"'{archive}' cannot be unpacked: {problem}; replace it by an archive that can, and say its 'sha256'");

    /// <param name="problem">End of a sentence about the name: <c>it is absolute</c>.</param>
    public static Diagnostic ArchiveName(SourcePosition at, string name, string problem) =>
        Error("RCN4031", new(at), $"the archive has the name '{name}', which no archive of a package may have: {problem}; make the archive anew, without it");

    public static Diagnostic ArchiveEntryTwice(SourcePosition at, string path) =>
        Error("RCN4032", new(at), $"the archive has '{path}' twice, and which of them is meant it does not say; make it anew");

    /// <param name="until">As people read it.</param>
    public static Diagnostic SuspensionIsOver(SourcePosition at, string server, string until) =>
        Note("RCN4017", new(at), $"the suspension of '{server}' ended on {until}, and the server is worked on again; take 'suspend' out, or give it another 'until'");

    /// <summary>In the place of RCN4005 and RCN4006 where such a server is concerned: the others get the package.</summary>
    /// <param name="problem">The words of the warning.</param>
    /// <param name="servers">A few by name, else <c>37 servers</c>.</param>
    public static Diagnostic NameHoldsPackage(SourcePosition at, string problem, string servers) =>
        Error("RCN4015", new(at), $"{problem}, and so the package is held for {servers} (caseInsensitive: true); rename it, or exclude it");

    /// <param name="servers">A few by name, else <c>37 servers</c>.</param>
    public static Diagnostic PackagesVanishForAMoment(SourcePosition at, string servers) =>
        Note("RCN4016", new(at), $"while a package is replaced on {servers}, readers find nothing at its path for a moment (level none), because nothing there can be replaced in one step (a file system that cannot exchange two directories, an SFTP host without posix-rename); write 'layout: versions' on such a file system where that matters, or publish on ext4, XFS, Btrfs or tmpfs, or by OpenSSH");

    /// <param name="servers">A few by name, else <c>37 servers</c>.</param>
    public static Diagnostic LayoutLeavesAGap(SourcePosition at, string servers) =>
        Note("RCN4019", new(at), $"while the layout changes on {servers}, readers find nothing at a package's path for a moment, because over SFTP a link cannot replace a directory in one step; sync when nobody reads there, or keep the former layout");
}
