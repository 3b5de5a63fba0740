using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.TransferPackages;

/// <summary>
/// A disk that reports its errors late, at fsync, syncfs or close, where .NET's own calls would hide them. The test runs itself under strace,
/// which makes these calls fail on the files in question; the inner run finds the state's directory in its environment and appends.
/// </summary>
public sealed class FailingDiskTests
{
    /// <summary>Set in the inner run: the call that fails, on which path, and the state's directory.</summary>
    private const string InnerVariable = "RECONCILER_TEST_FAILING_CALL";

    [Theory]
    [InlineData("fsync", "transfer-packages/viewer.jsonl", 1, "Input/output error")]
    [InlineData("fsync", "transfer-packages", 1, "Input/output error")]
    [InlineData("close", "transfer-packages/viewer.jsonl", 1, "Input/output error")]
    [InlineData("pwrite64", "transfer-packages/viewer.jsonl", 1, "Input/output error")]
    [InlineData("syncfs", "", 100, "Input/output error")]
    public void Append_CallFails_IsReportedAndNothingMoreIsWritten(string call, string path, int packages, string reason)
    {
        switch (Environment.GetEnvironmentVariable(InnerVariable)?.Split(' '))
        {
            case null:
                RunUnderStrace(call, path);
                break;
            case [var failing, var at, var directory] when failing == call && at == path:
                AppendOnFailingDisk(directory, packages, reason);
                break;
        }
    }

    private static void AppendOnFailingDisk(string directory, int packages, string reason)
    {
        using var state = new StateFixture(directory);
        var servers = state.Servers.SetOf(new ServerName("dp-1"));
        var appends = Enumerable.Range(0, packages)
            .Select(number => new TransferPackageAppend(packages == 1 ? StateFixture.Viewer : new($"package-{number}"), StateFixture.Now, null, null, null, [new TransferPackageEvent.Left(servers)]))
            .ToArray();

        var failure = Assert.Throws<StateWriteException>(() => state.Files.Append_NeedsLock(state.Lock, appends, []));

        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
        Assert.Throws<StateWriteException>(() => state.Place(new("editor"), StateFixture.DigestOne, "dp-1"));
        Assert.False(File.Exists(state.Directory.PackageFile(new("editor"))));
    }

    private static void RunUnderStrace(string call, string path)
    {
        RealPart.Require("strace", "apt-get install strace");
        using var temporary = new TemporaryDirectory();
        var state = temporary.Combine("state");

        var inner = new ProcessRun(
            "strace", "-f", "-o", "/dev/null", "-P", Path.Combine(state, path), "-e", $"trace={call}", "-e", $"inject={call}:error=EIO",
            Path.Combine(AppContext.BaseDirectory, "Reconciler.Adapters.Tests"), "-method", $"*.{nameof(Append_CallFails_IsReportedAndNothingMoreIsWritten)}")
        {
            Variables = new Dictionary<string, string?> { [InnerVariable] = $"{call} {path} {state}" },
        }.Run();

        inner.EnsureSuccess();
        Assert.True(File.Exists(Path.Combine(state, "estate.json")), $"The inner run did nothing:\n{inner.StandardOutput}");
    }
}
