using Reconciler.Cli.Calls;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>Where a package goes, a line a server: those that get it, then those that something takes it away from.</summary>
internal sealed class PackageTargetsReport(VerbContext context, PlanMade made)
{
    internal async Task WriteAsync(DesiredPackage package)
    {
        var derivations = new Derivations(made.Desired);
        var targets = made.Desired.Groups.Declared.ByName()
            .Select(server => (Server: server, Derivation: derivations.Of(package, server)))
            .Where(target => target.Derivation.Steps.Any(step => step.Effect == StepEffect.Selects))
            .OrderBy(target => !target.Derivation.IsWanted)
            .ToArray();
        if (context.Format == OutputFormat.Json)
            await WriteJsonAsync(package, targets);
        else
            await WriteTextAsync(package, targets);
    }

    private async Task WriteTextAsync(DesiredPackage package, (ServerName Server, Derivation Derivation)[] targets)
    {
        var (terminal, style) = (context.Terminal, context.Terminal.Style);
        var wanted = targets.Count(target => target.Derivation.IsWanted);
        await terminal.Out.WriteLineAsync(style.Bold($"{package.Package.Name} goes to {wanted} of {PlanText.Count(made.Desired.Groups.Declared.Count, "server")}."));
        if (targets.Length == 0)
            return;

        var table = new TextTable("", "SERVER", "WHY");
        foreach (var (server, derivation) in targets)
        {
            Cell sign = derivation.IsWanted ? new("+", style.Green) : new("-", style.Red);
            table.Add(sign, server.Value, $"{derivation.Reason}{ReasonText.Below(derivation.Decisive!.Through)}");
        }

        await terminal.Out.WriteLineAsync();
        foreach (var line in table.Lines(style))
            await terminal.Out.WriteLineAsync(line);
    }

    private Task WriteJsonAsync(DesiredPackage package, (ServerName Server, Derivation Derivation)[] targets) =>
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
                writer.WriteString("why"u8, target.Derivation.Reason);
                writer.WriteStartObject("step"u8);
                DerivationJson.Write(writer, target.Derivation.Decisive!);
                writer.WriteEndObject();
            });
        });
}
