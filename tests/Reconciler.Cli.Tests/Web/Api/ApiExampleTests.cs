using Reconciler.Cli.Tests.EndToEnd;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.Web.Api;

/// <summary>The lines of the examples, as somebody types them.</summary>
public sealed class ApiExampleTests
{
    [Fact]
    public async Task Lines_OfTheExamples_Work()
    {
        RealPart.Require("curl", "apt-get install curl");
        using var api = await ApiSite.StartAsync(server =>
        {
            server.Repository.Write("packages/viewer/version.txt", "1");
            server.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"));
        });
        await api.Loop.UntilItSaysAsync("converged");
        var lines = File.ReadLines(Path.Combine(Examples(), "operations", "README.md")).Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var typed = line.Replace("http://127.0.0.1:8470", api.Loop.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
            var run = new ProcessRun("sh", "-c", typed) { Variables = new Dictionary<string, string?> { ["TOKEN"] = ApiSite.Operator } };
            var result = await run.RunAsync(TestContext.Current.CancellationToken);
            Assert.True(result.ExitCode == 0, $"{line}\n{result.StandardOutput}{result.StandardError}");
            Assert.DoesNotContain("\"exitCode\": 1", result.StandardOutput, StringComparison.Ordinal);
        }
    }

    private static string Examples()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Reconciler.sln")))
            directory = directory.Parent!;
        return Path.Combine(directory.FullName, "examples");
    }
}
