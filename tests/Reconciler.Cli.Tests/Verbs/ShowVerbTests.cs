using System.Text.RegularExpressions;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed partial class ShowVerbTests
{
    [Theory]
    [InlineData("package", "office-viewer")]
    [InlineData("package", "company-fonts")]
    [InlineData("server", "dp-lon-01")]
    [InlineData("group", "emea")]
    [InlineData("group", "default-servers")]
    [InlineData("site", "new-york")]
    [InlineData("policy", "default")]
    public async Task Show_AThing_SaysWhereEachValueComesFrom(string kind, string name)
    {
        using var cli = await BranchOffices.SyncedAsync();

        await Verify($"{await cli.RunAsync("show", kind, name)}", scenario: $"{kind}-{name}");
    }

    [Theory]
    [InlineData("package", "office-viewer")]
    [InlineData("server", "dp-nyc-01")]
    public async Task Show_AsJson_HasTheSameFacts(string kind, string name)
    {
        using var cli = await BranchOffices.SyncedAsync();

        await Verify((await cli.RunAsync("show", kind, name, "-o", "json")).Out, "json", $"{kind}-{name}");
    }

    [Theory]
    [InlineData("dp-par-02")]
    [InlineData("dp-lon-03")]
    public async Task Show_ServerInTrouble_SaysWhatIsRecorded(string name)
    {
        using var cli = await BranchOffices.InTroubleAsync();

        await Verify(Free().Replace($"{await cli.RunAsync("show", "server", name)}", "$1<free>"), scenario: name);
    }

    [Fact]
    public async Task Show_SavedPlan_PrintsItAsItWasPrinted()
    {
        using var cli = await BranchOffices.InTroubleAsync();
        var plan = await cli.RunAsync("plan", "--save", cli.Beside("plan.json"));
        cli.Clock.Advance(TimeSpan.FromDays(1));

        var shown = await cli.RunAsync("show", "plan", cli.Beside("plan.json"));

        Assert.Equal(plan.Out, shown.Out);
    }

    [Fact]
    public async Task Show_SavedPlanAsJson_IsThePlanWithNames()
    {
        using var cli = await BranchOffices.InTroubleAsync();
        await cli.RunAsync("plan", "--save", cli.Beside("plan.json"));

        var plan = await cli.RunAsync("plan", "-o", "json");
        var shown = await cli.RunAsync("show", "plan", cli.Beside("plan.json"), "-o", "json");

        Assert.Equal(plan.Out, shown.Out);
    }

    [Theory]
    [InlineData("there is no kind 'sevrer'; did you mean 'server'?", "sevrer", "x")]
    [InlineData("say which server: reconciler show server NAME", "server")]
    [InlineData("there is no server 'dp-lon-1' at ", "server", "dp-lon-1")]
    [InlineData("there is no site 'londn' at ", "site", "londn")]
    [InlineData("the policy is named 'default'", "policy", "strict")]
    [InlineData("the saved plan cannot be read: ", "plan", "nowhere.json")]
    [InlineData("groups.yaml: This is not a whole saved plan", "plan", "groups.yaml")]
    public async Task Show_NoSuchThing_SaysWhatToType(string expected, params string[] arguments)
    {
        using var cli = new CliFixture();
        cli.CommitExample("branch-offices");

        var show = await cli.RunAsync(["show", .. arguments]);

        Assert.Equal((ExitCode.Error, ""), (show.ExitCode, show.Out));
        Assert.StartsWith($"error: {expected}", show.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex("(  free +)[0-9.]+ [KMGTPE]?i?B")]
    private static partial Regex Free();
}
