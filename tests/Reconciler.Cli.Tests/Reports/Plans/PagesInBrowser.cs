using System.Runtime.CompilerServices;
using System.Text.Json;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.Reports.Plans;

/// <summary>Sample pages in a real Chromium, once for all tests: <c>plan-page.mjs</c> clicks, and says what is wrong.</summary>
public sealed class PagesInBrowser : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Lazy<Task<Dictionary<string, string?>>> verdicts;

    public PagesInBrowser()
    {
        verdicts = new(RunAsync);
    }

    /// <returns>By the name of the check; null where all is well.</returns>
    internal async Task<IReadOnlyDictionary<string, string?>> VerdictsAsync()
    {
        RealPart.Require("node", "apt-get install nodejs");
        RealPart.Require("chromium", "apt-get install chromium");
        NodePackages.Require("playwright-core@1.65.1", "axe-core@4.14.1");
        return await verdicts.Value;
    }

    public void Dispose() => directory.Dispose();

    private async Task<Dictionary<string, string?>> RunAsync()
    {
        directory.Write("everything.html", PlanPage.Write(SamplePlans.Everything()));
        directory.Write("nothing.html", PlanPage.Write(SamplePlans.Nothing()));
        directory.Write("wide.html", PlanPage.Write(SamplePlans.Wide()));
        directory.Write("large.html", PlanPage.Write(SamplePlans.Large(5000, 3)));
        var run = new ProcessRun(
            "node", Path.Combine(Path.GetDirectoryName(ThisFile())!, "plan-page.mjs"), NodePackages.Require("playwright-core@1.65.1"), RealPart.Require("chromium", "apt-get install chromium"), directory.Path)
        {
            Timeout = TimeSpan.FromMinutes(3),
        };
        using var answer = JsonDocument.Parse((await run.RunAsync()).EnsureSuccess().StandardOutput);
        return answer.RootElement.EnumerateObject().ToDictionary(verdict => verdict.Name, verdict => verdict.Value.GetString());
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
