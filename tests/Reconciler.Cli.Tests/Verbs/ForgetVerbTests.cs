using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class ForgetVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Forget_OfAServerWithANewDisk_LetsTheNextSyncFillIt()
    {
        await cli.SyncStarterAsync();
        Directory.Delete(cli.Root("dp-1"), recursive: true);

        var held = await cli.RunAsync("sync");
        var verified = await cli.RunAsync("verify");
        var forgotten = await cli.RunAsync("forget", "dp-1", "--reason", "new disk");
        var synced = await cli.RunAsync("sync");

        Assert.True(File.Exists(cli.Root("dp-1", "hello", "hello.txt")));
        await Verify($"{held}{verified}{forgotten}{synced}");
    }

    [Fact]
    public async Task Forget_OfOnePackage_FindsItThereAgainWithoutACopy()
    {
        await cli.SyncStarterAsync();

        var forgotten = await cli.RunAsync("forget", "dp-1", "hello", "--reason", "somebody restored a backup");
        var synced = await cli.RunAsync("sync");

        Assert.Contains("Forgot what was recorded of hello on dp-1.", forgotten.Out, StringComparison.Ordinal);
        Assert.Contains("= hello 46a81eb2c45b was there already on dp-1", synced.Out, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"somebody restored a backup\"", cli.LinesOf("transfer-packages/hello.jsonl").Single(line => line.Contains("forgotten", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dp1 --reason x", "nothing is recorded of a server 'dp1'; did you mean 'dp-1'?")]
    [InlineData("dp-1 helo --reason x", "nothing is recorded of 'helo' on dp-1; did you mean 'hello'?")]
    [InlineData("dp-1", "'--reason' is required")]
    public async Task Forget_OfWhatIsNotRecorded_SaysSo(string arguments, string expected)
    {
        await cli.SyncStarterAsync();

        var result = await cli.RunAsync(["forget", .. arguments.Split(' ')]);

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
