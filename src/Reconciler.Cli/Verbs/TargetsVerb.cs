using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

internal static class TargetsVerb
{
    private const string GroupPrefix = "group/";
    private const string PackagePrefix = "package/";

    private static readonly Argument<string> name = new("NAME")
    {
        Description = "A group or a package; where one of each has the name: group/NAME or package/NAME",
        HelpName = "NAME",
        CompletionSources = { NameCompletion.At(0, NameCompletion.Of("ServerGroup", "Package")) },
    };

    internal static Verb Verb { get; } = new(
        "targets",
        "Show which servers a group holds or a package goes to, and why each",
        [name, .. CommonOptions.Place, CommonOptions.Output],
        (context, cancellationToken) => Question.AnswerAsync(context, (_, made) => WriteAsync(context, made), cancellationToken))
    {
        Example = "reconciler targets emea-stores",
    };

    private static Task WriteAsync(VerbContext context, PlanMade made)
    {
        var given = context.Parsed.GetRequiredValue(name);
        var names = new KnownNames(made);
        if (given.StartsWith(GroupPrefix, StringComparison.Ordinal))
            return new GroupTargetsReport(context, made).WriteAsync(names.Group(given[GroupPrefix.Length..]));
        if (given.StartsWith(PackagePrefix, StringComparison.Ordinal))
            return WritePackageAsync(context, made, names.Package(given[PackagePrefix.Length..]));

        return (names.Groups.Contains(given, StringComparer.Ordinal), names.Packages.Contains(given, StringComparer.Ordinal)) switch
        {
            (true, true) => throw new UsageException($"'{given}' is a group and a package: say '{GroupPrefix}{given}' or '{PackagePrefix}{given}'"),
            (true, false) => new GroupTargetsReport(context, made).WriteAsync(given),
            (false, true) => WritePackageAsync(context, made, new(given)),
            _ when names.Servers.Contains(given, StringComparer.Ordinal) =>
                throw new UsageException($"'{given}' is a server; 'reconciler show server {given}' says what it holds, 'reconciler why {given} PACKAGE' why"),
            _ => throw names.Unknown("group or package", given, names.Groups.Concat(names.Packages)),
        };
    }

    private static Task WritePackageAsync(VerbContext context, PlanMade made, PackageName package) =>
        made.Desired.Packages.TryGetValue(package, out var declared)
            ? new PackageTargetsReport(context, made).WriteAsync(declared)
            : throw new UsageException($"package '{package}' is not declared at {made.Desired.Commit.ShortId}, so it goes nowhere; the records know it: reconciler history {package}");
}
