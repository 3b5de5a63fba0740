using System.CommandLine;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Calls;

/// <summary>One call of one verb.</summary>
internal sealed record VerbContext(ParseResult Parsed, Surroundings Surroundings)
{
    internal Terminal Terminal => Surroundings.Terminal;

    internal OutputFormat Format => Parsed.GetValue(CommonOptions.Output);

    internal bool IsQuiet => Parsed.GetValue(CommonOptions.Quiet);

    internal Workplace OpenWorkplace() => Workplace.Open(
        CommonOptions.Read(Parsed, Surroundings) with { ShowsProgress = Terminal.ShowsProgress && !IsQuiet }, Surroundings);
}
