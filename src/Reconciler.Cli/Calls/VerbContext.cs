using System.CommandLine;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Calls;

/// <summary>One call of one verb.</summary>
internal sealed record VerbContext(ParseResult Parsed, Surroundings Surroundings)
{
    internal Terminal Terminal => Surroundings.Terminal;

    internal OutputFormat Format => FormatOptions.OutputOf(Parsed);

    internal bool IsQuiet => Parsed.GetValue(CommonOptions.Quiet);

    /// <summary>From which severity on a commit is refused.</summary>
    internal Severity RefusedSeverity => Parsed.GetValue(CommonOptions.WarningsAsErrors) ? Severity.Warning : Severity.Error;

    /// <summary>Set where the holder of the lock carries the call out for somebody else.</summary>
    internal LentPlace? Lent { get; init; }

    /// <summary>Where <c>--state</c> names a published state: what was fetched of it.</summary>
    internal PublishedPlace? Published { get; init; }

    /// <param name="what">That stands in no published state.</param>
    /// <exception cref="UsageException"><c>--state</c> names one.</exception>
    internal void RefusePublished(string what)
    {
        if (Published is { } published)
            throw new UsageException($"{published.Name} is published without {what}; ask on the machine that publishes it");
    }

    internal Workplace OpenWorkplace() => Lent is { } lent ? lent.Open(CommonOptions.Read(Parsed, Surroundings).Scope, Terminal) : Workplace.Open(
        CommonOptions.Read(Parsed, Surroundings) with { Published = Published, ShowsProgress = Terminal.ShowsProgress && !IsQuiet }, Surroundings);
}
