using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Reconciler.Core.Content;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Planning;

/// <summary>A plan as JSON: what is printed, saved, approved.</summary>
public class PlanFileTests
{
    [Theory]
    [InlineData(ServerForm.Names)]
    [InlineData(ServerForm.Compact)]
    public async Task Write_EveryForm_IsFrozen(ServerForm form) =>
        await Verify(Encoding.UTF8.GetString(PlanFile.Write(EveryForm(), form)), "json", form.ToString());

    [Theory]
    [InlineData(ServerForm.Names)]
    [InlineData(ServerForm.Compact)]
    public void Read_WhatWasWritten_IsTheSamePlan(ServerForm form)
    {
        var plan = EveryForm();
        var written = PlanFile.Write(plan, form);

        // Other numbers for the same names: they must not be in the file.
        var table = new ServerTable();
        table.SetOf(new("zz"), new("dp-2"), new("dp-1"));
        var read = PlanFile.Read(written, table);

        Assert.Equal(plan.Hash, read.Hash);
        Assert.Equal(plan.Counts, read.Counts);
        Assert.Equal(PlanText.Lines(plan), PlanText.Lines(read));
        Assert.Equal(plan.LinesWithCauses(), read.LinesWithCauses());
        Assert.Equal(PlanText.Ending(plan), PlanText.Ending(read));
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(PlanFile.Write(read, form)));
    }

    [Fact]
    public void Read_AScopedPlan_SpeaksOfItsScopeOnly()
    {
        var scope = new Scope(["office-*"], ["dp-1"], [], ["london"]);
        var converged = Scenario.Given(group: ["dp-1"], holding: ["dp-1"]).Plan() with { Scope = scope };

        var read = PlanFile.Read(PlanFile.Write(converged, ServerForm.Compact), new());

        Assert.Equal("package office-*, server dp-1, site london", read.Scope.ToString());
        Assert.StartsWith("No changes within package office-*, server dp-1, site london", PlanText.Ending(read), StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetString(PlanFile.Write(converged, ServerForm.Names)), Encoding.UTF8.GetString(PlanFile.Write(read, ServerForm.Names)));
    }

    [Fact]
    public void Read_OfFormat10_IsOfEverything() =>
        Assert.True(Edited(plan => plan["formatVersion"] = "1.0").Scope.IsEverything);

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"servers\":\"dp-1\"}")]
    [InlineData("{\"servers\":[null]}")]
    [InlineData("{\"servers\":[\"dp-[\"]}")]
    public void Read_DamagedScope_IsRefused(string scope) => Assert.Throws<FormatException>(() => Edited(plan => plan["scope"] = JsonNode.Parse(scope)));

    [Fact]
    public void Write_Compact_NamesServersOnce()
    {
        var servers = Enumerable.Range(1, 1000).Select(i => $"dp-{i:0000}").ToArray();
        var scenario = Scenario.Given(servers, []).Commit(
            string.Join('\n', servers.Select(name => $"server {name}")) + "\n" + string.Join('\n', Enumerable.Range(1, 50).Select(i => $"package p{i} 1 to all-servers")));

        Assert.True(PlanFile.Write(scenario.Plan(), ServerForm.Compact).Length < 80_000);
        Assert.True(PlanFile.Write(scenario.Plan(), ServerForm.Names).Length > 1_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"kind\":7,\"formatVersion\":\"1.0\"}")]
    [InlineData("{\"kind\":\"status\",\"formatVersion\":\"1.0\"}")]
    [InlineData("{\"kind\":\"plan\",\"formatVersion\":\"1.0\"}")]
    [InlineData("{\"kind\":\"plan\",\"formatVersion\":\"1.0\"} {}")]
    [InlineData("kind: plan")]
    public void Read_SomethingElse_SaysSo(string text)
    {
        var refused = Assert.Throws<FormatException>(() => PlanFile.Read(Encoding.UTF8.GetBytes(text), new()));

        Assert.StartsWith("This is not a", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("make it anew with 'reconciler plan --save FILE'.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Details_ChangeNeitherHashNorCounts()
    {
        var plan = EveryForm();

        Assert.Equal(((plan with { Details = null }).Hash, (plan with { Details = null }).Counts), (plan.Hash, plan.Counts));
    }

    [Fact]
    public void Read_OfFormat13_HasNoDetailsAndReusesNothing()
    {
        var read = Edited(plan =>
        {
            plan["formatVersion"] = "1.3";
            plan.AsObject().Remove("details");
            plan["actions"]![0]!["copy"]!.AsObject().Remove("reused");
        });

        Assert.Null(read.Details);
        Assert.Equal(0, read.Actions[0].Copy.ReusedBytes);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"contents\":[],\"sites\":[{\"site\":\"a b\",\"servers\":[]}],\"spaces\":[],\"proofs\":[],\"approvals\":[]}")]
    [InlineData("{\"contents\":[],\"sites\":[],\"spaces\":[],\"forecast\":{\"seconds\":9223372036854775807,\"unmeasured\":[]},\"proofs\":[],\"approvals\":[]}")]
    [InlineData("{\"contents\":[],\"sites\":[],\"spaces\":[],\"proofs\":[{\"kind\":\"hope\",\"placements\":1,\"stale\":0,\"oldest\":\"2026-11-22T14:00:00Z\"}],\"approvals\":[]}")]
    public void Read_DamagedDetails_AreRefused(string details) => Assert.Throws<FormatException>(() => Edited(plan => plan["details"] = JsonNode.Parse(details)));

    [Fact]
    public void Read_AnyPlanWithDetails_IsTheSame() =>
        Gen.Select(GenScenarios.All, Gen.Enum<ServerForm>()).Sample((scenario, form) =>
        {
            var written = Encoding.UTF8.GetString(PlanFile.Write(scenario.DetailedPlan(), form));

            Assert.Equal(written, Encoding.UTF8.GetString(PlanFile.Write(PlanFile.Read(Encoding.UTF8.GetBytes(written), new()), form)));
        });

    [Fact]
    public void Read_LaterFormat_NamesBoth()
    {
        var refused = Assert.Throws<FormatException>(() => Edited(plan => plan["formatVersion"] = "2.0"));

        Assert.Equal("The plan was saved in format 2.0, and this version of reconciler reads 1.x: use the version that saved it, or make it anew with 'reconciler plan --save FILE'.", refused.Message);
    }

    [Fact]
    public void Read_LaterMinorFormat_IgnoresWhatItDoesNotKnow() =>
        Assert.Single(Edited(plan => (plan["formatVersion"], plan["weather"]) = ("1.7", "rain")).Actions);

    [Fact]
    public void Read_ActionsWereEdited_IsRefused()
    {
        var refused = Assert.Throws<FormatException>(() => Edited(plan => plan["actions"]![0]!["servers"]!.AsArray().Add("dp-9")));

        Assert.Contains("it was changed after it was saved", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("package", "\"../etc\"")]
    [InlineData("kind", "\"destroy\"")]
    [InlineData("servers", "[]")]
    [InlineData("servers", "[\"a b\"]")]
    [InlineData("servers", "[null]")]
    [InlineData("servers", "\"AAAA\"")]
    [InlineData("servers", "\"?\"")]
    [InlineData("to", "{}")]
    [InlineData("to", "{\"digest\":\"ABC\",\"version\":\"1\"}")]
    [InlineData("cause", "null")]
    [InlineData("cause", "{\"file\":\"a\",\"line\":1,\"column\":1,\"commit\":\"abc\",\"summary\":\"\"}")]
    [InlineData("copy", "{\"bytes\":1.5,\"servers\":[]}")]
    [InlineData("hold", "{\"reason\":\"boredom\"}")]
    public void Read_DamagedAction_IsRefused(string field, string value) =>
        Assert.Throws<FormatException>(() => Edited(plan => plan["actions"]![0]![field] = JsonNode.Parse(value)));

    [Fact]
    public void Read_FieldsMissing_IsRefused()
    {
        foreach (var field in new[] { "hash", "commit", "madeAt", "counts", "actions", "cleanups", "renames", "targets", "guards" })
            Assert.Throws<FormatException>(() => Edited(plan => plan.AsObject().Remove(field)));
    }

    /// <summary>And every detail.</summary>
    private static Plan EveryForm()
    {
        var scenario = PlanTextTests.EveryForm();
        scenario.With(new ServerFacts(new("dp-1"), "dp-1", FreeBytes: 1500, LastVisited: Scenario.Start) { BytesPerSecond = 300 });
        var plan = scenario.DetailedPlan();
        var digest = Scenario.DigestOf("viewer 3.1");
        ContentChange change = new(
            new("b-updated"),
            new(digest, "1"),
            new(digest, "2"),
            new(1, 7, [new("bin/new \"one\"\n", EntryKind.File, null, 7)]),
            new(1, 0, [new("empty", EntryKind.EmptyDirectory, 0, null)]),
            new(250, 4000, [new("current", EntryKind.Symlink, 12, 3)]),
            12);
        return plan with
        {
            Details = plan.Details! with
            {
                Contents = [change],
                Sites = [new(new("london"), scenario.Set("dp-1", "dp-2")), .. plan.Details.Sites.Select(site => site with { Servers = site.Servers - scenario.Set("dp-1", "dp-2") })],
                Approvals = [new(plan.Hash, "ada", Scenario.Start.AddDays(2), "as agreed", 3), new(plan.Hash, "bob", null, null, 1)],
            },
        };
    }

    private static Plan Edited(Action<JsonNode> edit)
    {
        var json = JsonNode.Parse(PlanFile.Write(Scenario.Given(group: ["dp-1", "dp-2"], holding: ["dp-1"]).Plan(), ServerForm.Names))!;
        edit(json);
        return PlanFile.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), new());
    }
}
