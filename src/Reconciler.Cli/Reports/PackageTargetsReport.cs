using Reconciler.Cli.Calls;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>Where a package goes, a line a server: those that get it, by version, then those that something takes it away from.</summary>
internal sealed class PackageTargetsReport(VerbContext context, PlanMade made)
{
    internal async Task WriteAsync(DesiredPackage package)
    {
        var derivations = new Derivations(made.Desired);
        var targets = made.Desired.Groups.Declared.ByName()
            .Select(server => Target.Of(package, server, derivations.Of(package, server)))
            .Where(target => target.Derivation.Steps.Any(step => step.Effect == StepEffect.Selects))
            .OrderBy(target => target.Rank)
            .ToArray();
        if (context.Format == OutputFormat.Json)
            await WriteJsonAsync(package, targets);
        else
            await WriteTextAsync(package, targets);
    }

    private async Task WriteTextAsync(DesiredPackage package, Target[] targets)
    {
        var (terminal, style) = (context.Terminal, context.Terminal.Style);
        var wanted = targets.Count(target => target.Derivation.IsWanted);
        await terminal.Out.WriteLineAsync(style.Bold($"{package.Package.Name} goes to {wanted} of {PlanText.Count(made.Desired.Groups.Declared.Count, "server")}{ByVersion(package)}."));
        if (targets.Length == 0)
            return;

        var hasRings = package.Versions.Length > 1;
        var table = hasRings ? new TextTable("", "SERVER", "VERSION", "WHY") : new TextTable("", "SERVER", "WHY");
        foreach (var (server, derivation, version, _) in targets)
        {
            Cell sign = derivation.IsWanted ? new("+", style.Green) : new("-", style.Red);
            var why = $"{derivation.Reason}{ReasonText.Below(derivation.Decisive!.Through)}";
            if (hasRings)
                table.Add(sign, server.Value, version?.Name ?? "", why);
            else
                table.Add(sign, server.Value, why);
        }

        await terminal.Out.WriteLineAsync();
        foreach (var line in table.Lines(style))
            await terminal.Out.WriteLineAsync(line);
    }

    /// <summary><c>: 3.2 to 1, 3.1 to 5</c>; nothing where there is one version only.</summary>
    private string ByVersion(DesiredPackage package) => package.Versions.Length == 1
        ? ""
        : $": {string.Join(", ", package.Versions.Select(version => $"{version.Name} to {made.Desired.Wanted(package, version).Count}"))}";

    private Task WriteJsonAsync(DesiredPackage package, Target[] targets) =>
        JsonReport.WriteAsync(context.Terminal.Out, writer =>
        {
            writer.WriteString("kind"u8, "targets"u8);
            writer.WriteString("package"u8, package.Package.Name.Value);
            writer.WriteString("commit"u8, made.Desired.Commit.Id);
            writer.WriteNumber("count"u8, targets.Count(target => target.Derivation.IsWanted));
            writer.WriteList("servers", targets, target =>
            {
                writer.WriteString("server"u8, target.Server.Value);
                writer.WriteBoolean("wanted"u8, target.Derivation.IsWanted);
                writer.WriteOptional("version", target.Version?.Name);
                writer.WriteString("why"u8, target.Derivation.Reason);
                writer.WriteStartObject("step"u8);
                DerivationJson.Write(writer, target.Derivation.Decisive!);
                writer.WriteEndObject();
            });
        });

    /// <param name="Version">Null: it gets none.</param>
    /// <param name="Rank">Versions in their order, then those that get none.</param>
    private sealed record Target(ServerName Server, Derivation Derivation, DesiredVersion? Version, int Rank)
    {
        internal static Target Of(DesiredPackage package, ServerName server, Derivation derivation)
        {
            var version = derivation.IsWanted ? package.For(server) : null;
            return new(server, derivation, version, version is null ? package.Versions.Length : package.Versions.IndexOf(version));
        }
    }
}
