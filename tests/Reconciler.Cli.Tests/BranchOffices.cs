namespace Reconciler.Cli.Tests;

/// <summary>The example of headquarters and three branches, at moments that questions are asked about.</summary>
internal static class BranchOffices
{
    /// <summary>Everything is where it should be, for three days already.</summary>
    internal static async Task<CliFixture> SyncedAsync()
    {
        var cli = new CliFixture();
        cli.CommitExample("branch-offices");
        await cli.SyncAsync();
        cli.Clock.Advance(TimeSpan.FromDays(3));
        return cli;
    }

    /// <summary>A new version, a package that is declared no more, a server that left, one that is retired; and dp-par-02 is not mounted.</summary>
    internal static async Task<CliFixture> InTroubleAsync()
    {
        var cli = await SyncedAsync();
        Directory.Move(cli.Root("dp-par-02"), cli.Beside("dp-par-02"));
        cli.CommitEdit("packages/price-list/prices.csv", "\n", "\nnew,1\n", "New prices");
        await cli.RunAsync("sync");
        cli.Clock.Advance(TimeSpan.FromMinutes(20));

        cli.CommitEdit("packages.yaml", "version: \"3.1\"", "version: \"3.2\"", "Release the viewer 3.2");
        cli.CommitEdit("servers/new-york.yaml", "default: true", "default: true\n  retire: true", "Close New York");
        cli.CommitEdit("servers/london.yaml", LastServer, "", "Forget the third server of London");
        var packages = await File.ReadAllTextAsync(Path.Combine(cli.Repository.Path, "packages.yaml"));
        cli.Repository.Write("packages.yaml", packages[..packages.IndexOf("---\n# Still being tried out", StringComparison.Ordinal)]);
        cli.Repository.Delete("packages/till-software");
        cli.Repository.Commit("Give up the till software");
        return cli;
    }

    private const string LastServer = """
        ---
        apiVersion: reconciler/v1
        kind: DistributionServer
        metadata:
          name: dp-lon-03
          labels: { tier: store }
        spec:
          site: london

        """;
}
