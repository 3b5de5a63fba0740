using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Tests.Diagnostics;

public sealed class ContentDiagnosticsTests
{
    private static readonly SourceSpan Source = new(new("reconciler/packages.yaml", 7, 19), 15);

    [Fact]
    public async Task EachOfThem_InItsWords()
    {
        Diagnostic[] all =
        [
            ContentDiagnostics.SourceMissing(Source, "viewer", "packages/viewer"),
            ContentDiagnostics.SourceEmpty(Source, "viewer", "packages/viewer"),
            ContentDiagnostics.LfsPointer(Source, "viewer", "bin/viewer.exe"),
            ContentDiagnostics.LinkLeavesPackage(Source, "viewer", "bin/latest", "../../etc"),
            ContentDiagnostics.UnsupportedEntry(Source, "viewer", "run/lock", "socket"),
            ContentDiagnostics.NameNotUtf8(Source, "viewer", "caf\\xe9.txt"),
            ContentDiagnostics.NameImpossibleOnWindows(Source, "viewer", "a:b\n.txt"),
            ContentDiagnostics.NamesDifferOnlyInCase(Source, "viewer", "README", "readme"),
            ContentDiagnostics.SourceNotAllowed(Source, "viewer", @"\\builds\drop"),
            ContentDiagnostics.SourceNotReadable(Source, "viewer", "/mnt/builds", "no such directory"),
        ];

        await Verify(string.Join('\n', all.Select(diagnostic => diagnostic.ToString())) + "\n");
    }
}
