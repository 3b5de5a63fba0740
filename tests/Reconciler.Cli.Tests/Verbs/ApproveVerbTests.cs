using System.Text.RegularExpressions;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Tests.EndToEnd;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>Fifteen packages are on one server, and all but one are taken out of the repository: a guard holds that until it is approved.</summary>
public sealed partial class ApproveVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Approve_AsJson_HasActorExpiryReasonAndRemovals()
    {
        await HoldAsync();

        var approved = await cli.RunAsync("approve", "--plan", cli.Beside("plan.json"), "--reason", "store closed", "--expires", "2d", "-o", "json");
        var again = await cli.RunAsync("approve", "--plan", cli.Beside("plan.json"), "-o", "json");

        await Verify($"{approved}{again}".Replace(cli.Actor, "<actor>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListApprovals_ShowsThoseInForceWithActorExpiryAndWhatIsLeft()
    {
        await HoldAsync();
        var none = await cli.RunAsync("list", "approvals");
        await cli.RunAsync("approve", "--plan", cli.Beside("plan.json"), "--reason", "store closed", "--expires", "2h");
        var twice = await cli.RunAsync("approve", "--plan", cli.Beside("plan.json"));
        var both = await cli.RunAsync("list", "approvals");
        cli.Clock.Advance(TimeSpan.FromHours(3));
        var later = await cli.RunAsync("list", "approvals");
        var json = await cli.RunAsync("list", "approvals", "-o", "json");
        await cli.SyncAsync();
        var done = await cli.RunAsync("list", "approvals");

        await Verify(Blanks().Replace(string.Join('\n', [none, twice, both, later, json, done]).Replace(cli.Actor, "<actor>", StringComparison.Ordinal), "$1  "));
    }

    [Fact]
    public async Task Approve_OfMoreThanIsPlanned_LetsTheSubsetGoAndNothingElse()
    {
        await HoldAsync();
        await cli.RunAsync("approve", "--plan", cli.Beside("plan.json"));
        Declare(3);

        var fewer = await cli.RunAsync("sync");

        Assert.Equal(ExitCode.Done, fewer.ExitCode);
        Assert.True(Directory.Exists(cli.Root("dp-1", "p02")));
        Assert.False(Directory.Exists(cli.Root("dp-1", "p04")));
        Declare(0);
        Assert.Equal(ExitCode.Guarded, (await cli.RunAsync("sync")).ExitCode);
        Assert.True(Directory.Exists(cli.Root("dp-1", "p01")));
    }

    /// <summary>The plan with fourteen removals is in plan.json.</summary>
    private async Task HoldAsync()
    {
        foreach (var name in Names(15))
            cli.Repository.Write($"packages/{name}/version.txt", name);
        cli.Repository.Write("servers.yaml", SiteServer.Servers("dp-1"));
        cli.Repository.Write("policy.yaml", "apiVersion: reconciler/v1\nkind: Policy\nmetadata: { name: default }\nspec: { maxRemovals: { perPlan: 0, perPackage: 100%, perServer: 100% } }\n");
        Declare(15);
        await cli.SyncAsync();
        Declare(1);
        await cli.RunAsync("plan", "--save", cli.Beside("plan.json"));
    }

    private void Declare(int packages)
    {
        cli.Repository.Write("packages.yaml", packages == 0 ? "# none\n" : string.Concat(Names(packages).Select(name => SiteServer.Package(name))));
        cli.Repository.Commit($"Declare {packages}");
    }

    /// <summary>How wide a column is depends on who acts.</summary>
    [GeneratedRegex("(BY|<actor>) {2,}")]
    private static partial Regex Blanks();

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(number => $"p{number:00}")];
}
