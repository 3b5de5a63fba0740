using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class FmtVerbTests : IDisposable
{
    private const string Untidy = "kind: Site\napiVersion: reconciler/v1\nmetadata: {name: hq}   # the centre\n";
    private const string Tidy = "apiVersion: reconciler/v1\nkind: Site\nmetadata: { name: hq }   # the centre\n";

    private readonly CliFixture cli = new();

    public FmtVerbTests()
    {
        cli.Repository.Write("sites.yaml", Untidy);
        cli.Repository.Write("packages/viewer/values.yaml", "b:   1\n");
        cli.Repository.Write("packages.yaml", "apiVersion: reconciler/v1\nkind: Package\nmetadata: { name: viewer }\nspec: { source: { path: packages/viewer } }\n");
    }

    [Fact]
    public async Task Fmt_WithoutAPath_FormatsTheConfigurationAndNoContent()
    {
        var result = await cli.RunAsync("fmt");

        Assert.Equal((ExitCode.Done, "sites.yaml\n", "1 file formatted.\n"), (result.ExitCode, result.Out, result.Error));
        Assert.Equal(Tidy, Text("sites.yaml"));
        Assert.Equal("b:   1\n", Text("packages/viewer/values.yaml"));
        Assert.Equal("Every file is in the canonical form.\n", (await cli.RunAsync("fmt")).Error);
    }

    [Fact]
    public async Task FmtCheck_NamesWhatDiffersAndWritesNothing()
    {
        var result = await cli.RunAsync("fmt", "--check");

        Assert.Equal((ExitCode.NotConverged, "sites.yaml\n"), (result.ExitCode, result.Out));
        Assert.Equal("1 file to be formatted: run 'reconciler fmt'.\n", result.Error);
        Assert.Equal(Untidy, Text("sites.yaml"));
    }

    [Fact]
    public async Task Fmt_OfADirectory_LeavesForeignFilesAlone()
    {
        var result = await cli.RunAsync("fmt", ".");

        Assert.Equal((ExitCode.Done, "sites.yaml\n"), (result.ExitCode, result.Out));
        Assert.Equal("b:   1\n", Text("packages/viewer/values.yaml"));
    }

    [Fact]
    public async Task Fmt_OfAForeignFileByName_SaysThatItIsNotOurs()
    {
        var result = await cli.RunAsync("fmt", "packages/viewer/values.yaml");

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains("is not a configuration of Reconciler", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fmt_OfWhatIsNotThere_SaysSo() =>
        Assert.Contains("there is no file or directory", (await cli.RunAsync("fmt", "nowhere.yaml")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Fmt_OfABrokenFile_LeavesItAndFormatsTheOthers()
    {
        cli.Repository.Write("broken.yaml", "apiVersion: reconciler/v1\nkind: [\n");

        var result = await cli.RunAsync("fmt");

        Assert.Equal(ExitCode.Invalid, result.ExitCode);
        Assert.Contains("broken.yaml:", result.Error, StringComparison.Ordinal);
        Assert.Equal(Tidy, Text("sites.yaml"));
    }

    [Fact]
    public async Task Fmt_KeepsTheModeOfTheFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        var file = Path.Combine(cli.Repository.Path, "sites.yaml");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await cli.RunAsync("fmt");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    public void Dispose() => cli.Dispose();

    private string Text(string path) => File.ReadAllText(Path.Combine(cli.Repository.Path, path));
}
