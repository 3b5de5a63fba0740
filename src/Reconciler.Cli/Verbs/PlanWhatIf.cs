using System.Collections.Immutable;
using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Verbs;

/// <summary>What <c>plan</c> can be asked that nobody has committed: its options, and what they go together with.</summary>
internal static class PlanWhatIf
{
    internal static Option<string?> Revert { get; } = new("--revert") { Description = "Plan the revision with this commit reverted: what undoing it causes, apart from what is pending anyway", HelpName = "COMMIT" };

    internal static Option<string[]> Without { get; } = new("--without")
    {
        Description = "Plan as if this server, or every server of this site and those below it, were gone: what the loss causes (repeatable)",
        HelpName = "NAME",
        CompletionSources = { NameCompletion.Of("DistributionServer"), NameCompletion.Of("Site") },
    };

    /// <exception cref="UsageException">They do not go together.</exception>
    internal static void Check(VerbContext context, Option<string?> into, Option<string?> save)
    {
        Option[] given = [.. new Option[] { into, Revert, Without }.Where(option => context.Parsed.GetResult(option) is { Implicit: false })];
        if (given.Length > 1)
            throw new UsageException($"{given[0].Name} and {given[1].Name} each compare two plans; give one of them");

        if (context.Parsed.GetValue(save) is null)
            return;

        if (context.Parsed.GetValue(Revert) is { } commit)
            throw new UsageException($"--save keeps a plan for 'sync --plan', and this revert is in no commit that a sync could read; run 'git revert {commit}', then save the plan of that");
        if (!Lost(context).IsEmpty)
            throw new UsageException("--save keeps a plan for 'sync --plan', and this one is of servers as if they were gone; leave out --save or --without");
    }

    /// <summary>The servers and sites that are to be gone; none when nobody asks.</summary>
    internal static ImmutableArray<string> Lost(VerbContext context) => [.. (context.Parsed.GetValue(Without) ?? []).Distinct(StringComparer.Ordinal)];
}
