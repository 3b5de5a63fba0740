namespace Reconciler.Cli.Tests.Reports.Plans;

/// <summary>What somebody does with a page, in a real browser. Each check sees to it that the page asks for nothing but itself, and that nothing is in the console.</summary>
public class PlanPageBrowserTests(PagesInBrowser browser) : IClassFixture<PagesInBrowser>
{
    private static readonly string[] checks =
    [
        "opening", "tiles", "search", "site", "server", "hold", "package", "matrix", "sorting", "address", "unfolding", "theme", "narrow", "print", "without script", "keyboard", "accessibility", "large", "sets",
    ];

    public static TheoryData<string> Checks => [.. checks];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Page_InABrowser_DoesWhatItSays(string check) => Assert.Null((await browser.VerdictsAsync())[check]);

    [Fact]
    public async Task Checks_OfTheScript_AreAllTests() => Assert.Equal(checks, (await browser.VerdictsAsync()).Keys);
}
