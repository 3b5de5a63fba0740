using CsCheck;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using static Reconciler.Cli.Tests.Reports.Plans.SheetMaker;

namespace Reconciler.Cli.Tests.Reports.Plans;

/// <summary>Random plans of up to 200 actions, whose every text is made by somebody who wants to break out of it.</summary>
internal static class GenSheets
{
    private static readonly string[] hostile =
    [
        "@octocat", "#123", "!12", "$12", "~label", "%3", "&1", "^alert#1", "GH-12", "KEY-77", "owner/repo#1", "https://evil.example/x", "www.evil.example", "a@b.example",
        "</summary></details>", "<details>", "<!-- reconciler plan -->", "[//]: # (reconciler plan)", "<script>alert(1)</script>", "<b", "[x](http://evil.example)", "![x](y)", "[^1]", "[x]: y",
        "| a | b |", "|", "\\|", "\\", "`", "```", "``", "***", "_a_", "~~x~~", "$`x`$", ":tada:", "&#64;octocat", "&lt;b&gt;", "&", "\n\n# heading\n", "\n/close\n", "\r\n- [ ] x", "1.", "1)", "-", "+", ">",
        "deadbeef", "3fa9c1d", "\u202Eevil", "\u200B", "\uFEFF", "\u2028", "\u00AD", "\uD800", "😀", "é́", "עברית", "www.", "http:", "mailto:", "xmpp:", "", " ", "\t", "word", "don't", "(read-only)", "3.2", new string('x', 3000), new string('!', 3000),
    ];

    private static Gen<string> Text { get; } = Gen.Select(Gen.OneOf("", " ", "\n"), Gen.OneOf(hostile).Array[0, 5], (between, parts) => string.Join(between, parts));

    private static Gen<Cause> Causes { get; } = Gen.Select(Text, Text, Text, Gen.Int[0, 3], (fact, file, summary, form) => form switch
    {
        0 => Cause.Of(fact),
        1 => new Cause(fact, new SourcePosition(file, 3), null),
        _ => new Cause(form == 2 ? null : fact, new SourcePosition(file, 3), new CauseCommit("3fa9c1d".PadRight(40, '0'), summary)),
    });

    private static Gen<Waiting> Waits { get; } = Gen.Select(Gen.Int[0, 3], Gen.Enum<HoldReason>(), Text, (form, reason, detail) => form switch
    {
        0 => new Waiting(new Hold(reason, detail), null),
        1 => new Waiting(null, new UnreadVersion(detail)),
        _ => new Waiting(null, null),
    });

    /// <summary>Of up to 200 actions.</summary>
    internal static Gen<PlanSheet> All { get; } = Gen.Select(Actions(200), Actions(8), Text.Array[12], Gen.Int[0, 30], Sheet);

    private static Gen<Made[]> Actions(int most) => Gen.Select(
        Gen.Int[0, 9].Select(i => $"package-{i}"), Gen.OneOf(ActionKind.Place, ActionKind.Update, ActionKind.Refresh, ActionKind.Remove, ActionKind.Leave), Text, Text, Causes, Waits,
        Gen.OneOf(hostile).Array[1, 5],
        (package, kind, from, to, cause, waits, servers) => new Made(package, kind, from, to, cause, waits, servers)).Array[0, most];

    private static PlanSheet Sheet(Made[] actions, Made[] pending, string[] texts, int many)
    {
        var make = new SheetMaker();
        var plan = Plan(actions.Select(action => Action(make, action, texts[0])));
        var rest = Plan(pending.Select(action => Action(make, action, texts[0])));
        var change = new ContentChange(new("package-0"), Version(texts[1], texts[2]), Version(texts[1], texts[3]), Entries(texts, many), Entries(texts, 0), Entries(texts, 1), 3);
        return SheetMaker.Sheet(
            plan with
            {
                Renames = [new(new(texts[4]), new(texts[5]))],
                Guards = [.. Enumerable.Range(0, many).Select(i => new GuardFinding(texts[i % 12], HoldsRetired: false))],
                Details = new(
                    [change], [.. hostile.Select((server, i) => new SiteServers(i == 0 ? null : new(texts[i % 12]), make.Set(server)))], [new(new(texts[6]), 2, 1, Now)],
                    new(TimeSpan.FromMinutes(3), new(texts[7]), make.Set(texts[8])), [new(ProofKind.Read, 3, 1, Now)], [new(texts[9], texts[10], Now, texts[11], 3)]),
            },
            Enumerable.Range(0, many).Select(i => new Diagnostic((Severity)(i % 3), "RCN1001", new(texts[i % 12], i), texts[(i + 1) % 12]) { Help = texts[(i + 2) % 12] }))
            with
        {
            Title = $"Plan for {texts[0]}",
            State = $"State of {texts[1]}",
            Rest = rest.Actions.IsEmpty ? [] : [new("Pending anyway: 3 (3 to place).", rest)],
        };
    }

    private static EntryChanges Entries(string[] texts, int many) =>
        new(many, 12, [.. Enumerable.Range(0, many / 2).Select(i => new ChangedEntry(texts[i % 12], EntryKind.File, null, 3))]);

    private static PlanAction Action(SheetMaker make, Made action, string group)
    {
        var hasFrom = action.Kind is not ActionKind.Place;
        var hasTo = action.Kind is ActionKind.Place or ActionKind.Update or ActionKind.Refresh && action.Waits.Unread is null;
        return make.Place(action.Package, action.To, action.Cause, 7, action.Servers) with
        {
            Kind = action.Kind,
            From = hasFrom ? Version(action.Package, action.From) : null,
            To = hasTo ? Version(action.Package, action.To) : null,
            Hold = action.Waits.Hold,
            Unread = action.Waits.Unread,
            Explained = new ExplainingGroup(group, 9),
        };
    }

    private sealed record Waiting(Hold? Hold, UnreadVersion? Unread);

    private sealed record Made(string Package, ActionKind Kind, string From, string To, Cause Cause, Waiting Waits, string[] Servers);
}
