using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class InitVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Init_InARepository_WritesAStarterThatSyncs()
    {
        var written = await cli.RunAsync("init");
        cli.Repository.Commit("Start the estate");
        var validated = await cli.RunAsync("validate");
        await cli.SyncAsync();

        Assert.Equal("Hello from Reconciler.\n", await File.ReadAllTextAsync(cli.Root("dp-1", "hello", "hello.txt"), CliFixture.Cancelled));
        await Verify($"{written}{validated}");
    }

    [Fact]
    public async Task Init_IntoANewDirectory_SaysToMakeARepository()
    {
        var directory = cli.Beside("new estate");

        var result = await cli.RunAsync("init", directory);

        Assert.True(File.Exists(Path.Combine(directory, "reconciler", "servers.yaml")));
        Assert.Contains("\n  cd '<home>/new estate'\n  git init\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_WhereAFileOfItExists_WritesNothing()
    {
        cli.Repository.Write("reconciler/servers.yaml", "mine");

        var result = await cli.RunAsync("init");

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains("has reconciler/servers.yaml already", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(cli.Repository.Path, "reconciler/servers.yaml"), CliFixture.Cancelled));
        Assert.False(Directory.Exists(Path.Combine(cli.Repository.Path, "packages")));
    }

    [Fact]
    public async Task Init_BelowTheRootOfARepository_IsRefused()
    {
        var result = await cli.RunAsync("init", "below");

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains("lies inside the repository <repository>", result.Error, StringComparison.Ordinal);
    }
}
