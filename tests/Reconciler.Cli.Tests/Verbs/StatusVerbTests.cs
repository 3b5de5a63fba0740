using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public class StatusVerbTests
{
    [Fact]
    public async Task Status_AllIsWell_SaysSo()
    {
        using var cli = await BranchOffices.SyncedAsync();

        await Verify($"{await cli.RunAsync("status")}");
    }

    [Fact]
    public async Task Status_InTrouble_SaysWhatAndWhere()
    {
        using var cli = await BranchOffices.InTroubleAsync();

        await Verify($"{await cli.RunAsync("status")}");
    }

    [Fact]
    public async Task Status_InTroubleAsJson_HasTheSameFacts()
    {
        using var cli = await BranchOffices.InTroubleAsync();

        await Verify((await cli.RunAsync("status", "--output", "json")).Out, "json");
    }

    [Fact]
    public async Task Status_OfAScope_CountsOnlyWithinAndNeverSpeaksForAll()
    {
        using var cli = await BranchOffices.SyncedAsync();

        await Verify($"{await cli.RunAsync("status", "--site", "paris", "--package", "o*")}");
    }

    [Fact]
    public async Task Status_NothingSyncedYet_ShowsEverythingAsMissing()
    {
        using var cli = new CliFixture();
        cli.CommitExample("add-a-server");

        await Verify($"{await cli.RunAsync("status")}");
    }

    [Fact]
    public async Task Status_InvalidConfiguration_ShowsTheDiagnostics()
    {
        using var cli = await BranchOffices.SyncedAsync();
        cli.CommitEdit("packages.yaml", "to: [emea]", "to: [emae]", "Slip");

        var status = await cli.RunAsync("status");

        Assert.Equal(ExitCode.Invalid, status.ExitCode);
        Assert.Contains("RCN3003: there is no server or group 'emae'; did you mean 'emea'?", status.Error, StringComparison.Ordinal);
    }
}
