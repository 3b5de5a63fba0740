using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class ExplainVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Explain_OfACode_ShowsItsPage() => await Verify((await cli.RunAsync("explain", "RCN2004")).ToString());

    [Fact]
    public async Task Explain_OfACodeInSmallLetters_ShowsTheSamePage() =>
        Assert.Equal((await cli.RunAsync("explain", "RCN4001")).Out, (await cli.RunAsync("explain", "rcn4001")).Out);

    [Fact]
    public async Task Explain_OfEveryCode_ShowsAPageWithoutItsFrontMatter()
    {
        Assert.True(CodePages.Codes.Length > 80);
        foreach (var code in CodePages.Codes)
            Assert.StartsWith($"# {code}: ", (await cli.RunAsync("explain", code)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCN2040", "there is no code 'RCN2040'; the nearest are RCN2010, RCN2004, ")]
    [InlineData("RCN9", "there is no code 'RCN9'; the nearest are ")]
    [InlineData("E2004", "there is no code 'E2004'; the nearest are RCN2004, ")]
    public async Task Explain_OfNoCode_NamesTheNearest(string code, string expected)
    {
        var result = await cli.RunAsync("explain", code);

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
