using System.Collections.Immutable;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>One placement explained to people: the verdict, then each line that leads to it, with its place.</summary>
internal sealed class WhyText(Terminal terminal, CellAnswer answer)
{
    private const int EventsShown = 5;

    private readonly Style style = terminal.Style;

    internal async Task WriteAsync()
    {
        await terminal.Out.WriteLineAsync(style.Bold(answer.Verdict()));
        await WriteSectionAsync($"Rule, by {CommitText.Of(answer.Made.Desired.Commit)}", Rule());
        await WriteSectionAsync("Content", Content());
        await WriteSectionAsync("Record", Record());
        await WriteSectionAsync("History", History());
        await WriteSectionAsync("Plan", Plan());
    }

    private async Task WriteSectionAsync(string title, IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        if (all.Length == 0)
            return;

        await terminal.Out.WriteLineAsync();
        await terminal.Out.WriteLineAsync(style.Dim(title));
        foreach (var line in all)
            await terminal.Out.WriteLineAsync($"  {line}");
    }

    private IEnumerable<string> Rule()
    {
        if (answer.Declared is not { } declared)
        {
            yield return $"  no document declares the package {answer.Package}";
            yield break;
        }

        yield return $"  {Placed($"package {answer.Package}", declared.Package.At)}";
        if (answer.Derivation is not { } derivation)
        {
            yield return $"  no document declares the server {answer.Server}";
            yield break;
        }

        var lines = declared.Package.Rules.Length == 1 ? derivation.Steps.SelectMany(Step) : Rings(answer.Server, declared.Package.Rules.Length, derivation);
        foreach (var line in lines)
            yield return line;
    }

    /// <summary>Each rule that was asked, and what it says; the last one is the one that matches.</summary>
    private IEnumerable<string> Rings(ServerName server, int count, Derivation derivation)
    {
        foreach (var (rule, matches, steps) in derivation.Rules)
        {
            yield return $"{Sign(matches ? StepEffect.Selects : StepEffect.Nothing)} {Placed($"the rule for {rule.Version} {(matches ? "selects" : "does not select")} {server}", rule.At)}";
            foreach (var line in steps.SelectMany(Step))
                yield return $"    {line}";
        }

        if (count > derivation.Rules.Length)
            yield return style.Dim($"  {PlanText.Count(count - derivation.Rules.Length, "later rule")} not asked");
        foreach (var line in derivation.Afterwards.SelectMany(Step))
            yield return line;
    }

    private IEnumerable<string> Step(DerivationStep step) =>
        Through(step.Through, depth: 2).Prepend($"{Sign(step.Effect)} {Placed(step.Text, step.At)}");

    private IEnumerable<string> Through(ImmutableArray<MembershipReason> reasons, int depth)
    {
        foreach (var reason in reasons)
        {
            yield return new string(' ', 2 * depth) + (reason.At is { } at ? Placed(reason.Text, at) : reason.Text);
            foreach (var line in Through(reason.Through, depth + 1))
                yield return line;
        }
    }

    private IEnumerable<string> Content()
    {
        if (answer is not { Declared.Package: { } package, Version: { Version: { Source: var source } declared } version })
            yield break;

        if (answer.Content is not { } content)
        {
            yield return $"source   {VisibleText.Of(source.Name)} at {source.At.FileAndLine}";
            yield return $"unknown  {VisibleText.Of((version.Content as DesiredContent.Faulty)?.Reason ?? "not read here; the next sync reads it")}";
            yield break;
        }

        yield return $"version  {content.Version}{(declared.Name is null ? ", from its digest: none is declared" : "")}";
        yield return $"source   {VisibleText.Of(source.Name)} at {source.At.FileAndLine}";
        yield return $"digest   {content.Digest}";
        yield return $"size     {ByteSize.Text(content.SizeBytes)}";
        yield return $"path     {VisibleText.Of(package.PublishAs)}";
    }

    private IEnumerable<string> Record()
    {
        if (answer.Damage is { } damage)
            yield return style.Red($"unreadable  {VisibleText.Of(damage)}");
        if (answer.FormerName is { } former)
            yield return $"name     recorded as {former}: the same address";
        if (answer.Holding is { } holding)
            yield return $"holds    {VersionText.Of(holding)}{(holding.PublishAs is { } path ? $" at {VisibleText.Of(path)}" : "")}{Renamed(answer, holding)}";
        else if (answer.Damage is null)
            yield return "holds    nothing";
        if (answer.HeldSince is { } since)
            yield return $"since    {Moment.Text(since.At)}{(since.Commit is { } commit ? $", by commit {commit[..7]}" : "")}{(since.Plan is { } plan ? $" and plan {plan[..PlanHash.MinLength]}" : "")}";
        foreach (var line in Facts())
            yield return line;
    }

    private static string Renamed(CellAnswer answer, Holding holding) =>
        answer.Content is { } content && content.Digest == holding.Digest && content.Version != holding.Version ? $", the same content as {content.Version}" : "";

    private IEnumerable<string> Facts()
    {
        var now = answer.Made.Plan.MadeAt;
        if (answer.Proof is { } proof)
            yield return $"proof    {proof.Kind.Word()}, {Moment.Age(now - proof.At)} old{(proof.IsDrifted ? style.Red(": it has drifted") : "")}";
        if (answer.Unsure is { } unsure)
            yield return style.Yellow($"unsure   since {Moment.Text(unsure.Since)}: {(unsure.To is { } to ? $"placing {to.Short}" : "removing it")} began and did not end");
        if (answer.Trouble is { } trouble)
            yield return style.Red($"trouble  {trouble.Kind.Word()} at {Moment.Text(trouble.At)}, attempt {trouble.Attempt}{(trouble.RetryAt is { } retryAt ? $", next {Moment.Text(retryAt)}" : "")}");
        if (answer.Facts?.Trouble is { } ofServer)
            yield return style.Red($"server   {ofServer.Kind.Word()} since {Moment.Text(ofServer.Since)}: {VisibleText.Of(ofServer.Message)}");
        if (answer.Suspension is { } suspension)
            yield return style.Yellow($"server   {VisibleText.Of(suspension.Line())}");
        if (answer.RefreshAsked is { } asked)
            yield return $"asked    to be refreshed {Moment.Text(asked.At)}{(asked.Reason is { } reason ? $": {VisibleText.Of(reason)}" : "")}";
        foreach (var tree in answer.OutOfSight)
            yield return style.Dim($"earlier  {VersionText.Of(tree.Version, tree.Digest)}, {(tree.IsWithdrawn ? "removed" : "replaced")} {Moment.Text(tree.Since)}, still there out of sight");
    }

    /// <summary>The newest events, a line each.</summary>
    private IEnumerable<string> History()
    {
        foreach (var entry in answer.Events.TakeLast(EventsShown))
            yield return VisibleText.Of($"{Moment.Text(entry.At)}  {HistoryText.Text(entry)}{(entry.Commit is { } commit ? $", by commit {commit[..7]}" : "")}{(entry.Plan is { } plan ? $" and plan {plan[..PlanHash.MinLength]}" : "")}");
        if (answer.Events.Count > EventsShown)
            yield return style.Dim($"{answer.Events.Count - EventsShown} earlier: reconciler history {answer.Package} --server {answer.Server}");
    }

    private IEnumerable<string> Plan()
    {
        foreach (var action in answer.Actions)
        {
            yield return $"{new PlanColours(style).Of(action, PlanText.Line(action))}{Cost(action)}";
            yield return style.Dim($"  {VisibleText.Of(action.Cause.ToString())}");
        }

        if (answer.IsDeclined)
            yield return $"= kept, though it is not wanted (prune: false in the Policy{(answer.IsLeft ? "; left there" : "")})";
        else if (answer is { IsLeft: true, IsServerDeclared: false })
            yield return ". left there, since the server is no longer declared";
        else if (answer.Actions.IsEmpty)
            yield return "= nothing to do";
    }

    /// <summary>What would be copied for it; nothing where it waits, copies nothing, or nobody read the content.</summary>
    private string Cost(PlanAction action) =>
        action is { IsHeld: false, Unread: null, Kind: ActionKind.Place or ActionKind.Update or ActionKind.Refresh } ? style.Dim($"  {ByteSize.Text(action.Copy.Bytes)}") : "";

    private string Sign(StepEffect effect) => effect switch
    {
        StepEffect.Selects => style.Green("+"),
        StepEffect.TakesAway => style.Red("-"),
        _ => " ",
    };

    private string Placed(string text, SourcePosition at) =>
        $"{text}  {style.Dim($"{at.FileAndLine}{(answer.ChangedBy(at) is { } commit ? $" in {commit[..7]}" : "")}")}";
}
