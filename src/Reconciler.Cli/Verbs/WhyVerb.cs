using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

internal static class WhyVerb
{
    private static readonly Argument<string> server = new("SERVER")
    {
        Description = "A distribution server, declared or recorded",
        HelpName = "SERVER",
        CompletionSources = { NameCompletion.At(0, NameCompletion.Of("DistributionServer")) },
    };

    private static readonly Argument<string> package = new("PACKAGE")
    {
        Description = "A package, declared or recorded",
        HelpName = "PACKAGE",
        CompletionSources = { NameCompletion.At(1, NameCompletion.Of("Package")) },
    };

    internal static Verb Verb { get; } = new(
        "why",
        "Explain one placement, or its absence: every line that has a say, what is recorded, what happens next",
        [server, package, .. CommonOptions.Place, CommonOptions.Output],
        (context, cancellationToken) => Question.AnswerAsync(context, (workplace, made) => WriteAsync(context, workplace, made), cancellationToken))
    {
        Example = "reconciler why dp-lon-02 office-viewer",
    };

    private static Task WriteAsync(VerbContext context, Workplace workplace, PlanMade made)
    {
        var (ofServer, ofPackage) = Names(made, context.Parsed.GetRequiredValue(server), context.Parsed.GetRequiredValue(package));
        var answer = CellAnswer.Of(made, ofServer, ofPackage, workplace.State);
        return context.Format == OutputFormat.Json
            ? JsonReport.WriteAsync(context.Terminal.Out, writer => WhyJson.Write(writer, answer))
            : new WhyText(context.Terminal, answer).WriteAsync();
    }

    private static (ServerName Server, PackageName Package) Names(PlanMade made, string server, string package)
    {
        var names = new KnownNames(made);
        if (names.Servers.Contains(package, StringComparer.Ordinal) && names.Packages.Contains(server, StringComparer.Ordinal)
            && !names.Servers.Contains(server, StringComparer.Ordinal))
            throw new UsageException($"'{server}' is a package and '{package}' a server; the server comes first: reconciler why {package} {server}");

        return (names.Server(server), names.Package(package));
    }
}
