namespace Reconciler.Cli.Tests.Verbs;

/// <summary>The smallest estate, synced: package <c>hello</c> on server <c>dp-1</c>.</summary>
internal static class RecordsOfStarter
{
    internal static async Task SyncStarterAsync(this CliFixture cli)
    {
        cli.CommitExample("starter");
        await cli.SyncAsync();
    }

    /// <summary>Somebody edits the published file.</summary>
    internal static Task SpoilAsync(this CliFixture cli) =>
        File.AppendAllTextAsync(cli.Root("dp-1", "hello", "hello.txt"), "not ours", CliFixture.Cancelled);

    /// <summary>A commit that names the test's own directory has another id in every run.</summary>
    internal static string WithoutHead(this CliFixture cli, string text) => text.Replace(cli.Repository.Head[..7], "<commit>", StringComparison.Ordinal);

    internal static string[] LinesOf(this CliFixture cli, string stateFile) => File.ReadAllLines(Path.Combine(cli.State, stateFile));
}
