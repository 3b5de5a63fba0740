using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Tests.Diagnostics;

public sealed class ContentDiagnosticsTests
{
    private static readonly SourcePosition source = new("reconciler/packages.yaml", 7, 19);

    [Fact]
    public async Task EachOfThem_InItsWords()
    {
        Diagnostic[] all =
        [
            ContentDiagnostics.LfsPointer(source, "bin/viewer.exe"),
            ContentDiagnostics.LinkLeavesPackage(source, "bin/latest", "../../etc"),
            ContentDiagnostics.UnsupportedEntry(source, "run/lock", "a socket"),
            ContentDiagnostics.NameNotUtf8(source, "caf\\xe9.txt"),
            ContentDiagnostics.WindowsCannotHoldName(source, "a:b\n.txt", "it has a colon"),
            ContentDiagnostics.NamesDifferOnlyInCaseOrForm(source, "README", "readme"),
            ContentDiagnostics.SourceMissing(source, "packages/viewer"),
            ContentDiagnostics.SourceEmpty(source, "packages/viewer"),
            ContentDiagnostics.SourceNotAllowed(source, "/mnt/builds", "\"allow\": { \"sources\": [\"/mnt/builds\"] }"),
            ContentDiagnostics.SourceUnreadable(source, "/mnt/builds/a", "Permission denied"),
            ContentDiagnostics.SourceChanging(source, "/mnt/builds/a", "its size is another"),
            ContentDiagnostics.SourceIsLink(source, "/mnt/builds", "/data/builds"),
            ContentDiagnostics.LinkNotUtf8(source, "bin/latest", "caf\\xe9"),
            ContentDiagnostics.AddressNotAllowed(source, "dp-1", "/srv/packages", "\"allow\": { \"roots\": [\"/srv\"] }", isDirectory: true),
            ContentDiagnostics.SuspensionIsOver(source, "dp-1", "2026-11-01"),
            SiteServerDiagnostics.AddressContainsState(new(source), "dp-1", "/var/lib", "/var/lib/reconciler"),
            SiteServerDiagnostics.AddressInsideState(new(source), "dp-1", "/var/lib/reconciler/x", "/var/lib/reconciler"),
            GitDiagnostics.GitSourceFailed(source, "https://git.example.com/tools.git cannot be reached: failed to connect", "see whether its server is up"),
            GitDiagnostics.GitPathMissing(source, "bin/viewer", "https://git.example.com/tools.git", "3fa9c1d"),
            GitDiagnostics.BlobNotRead(source, "setup.iso", "20000000 bytes of it came, and it has 62914560"),
            GitDiagnostics.BlobNeedsGit(source, "setup.iso", "629.1 MiB", "512.0 MiB"),
            ContentDiagnostics.ArchiveRefused(source, "https://builds.example.com/viewer.zip", "it is cut off"),
            ContentDiagnostics.ArchiveName(source, "../out", "it climbs out with '..'"),
            ContentDiagnostics.ArchiveEntryTwice(source, "bin/viewer.exe"),
            DownloadDiagnostics.DownloadRefused(source, "https://builds.example.com/viewer.zip", "the server answered 404 Not Found"),
            DownloadDiagnostics.DownloadInterrupted(source, "https://builds.example.com/viewer.zip", "the connection was cut", 5),
            DownloadDiagnostics.DownloadNotWritten(source, "https://builds.example.com/viewer.zip", "No space left on device"),
            DownloadDiagnostics.WrongSha256(source, "https://builds.example.com/viewer.zip", new('a', 64), new('b', 64), "12345"),
        ];

        await Verify(string.Join('\n', all.Select(diagnostic => diagnostic.ToString())) + "\n");
    }
}
