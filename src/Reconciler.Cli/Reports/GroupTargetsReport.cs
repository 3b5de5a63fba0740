using Reconciler.Cli.Calls;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>What a group holds, a line a server.</summary>
internal sealed class GroupTargetsReport(VerbContext context, PlanMade made)
{
    internal async Task WriteAsync(string group)
    {
        var memberships = new Memberships(made.Desired.Resources, made.Desired.Groups);
        var servers = made.Desired.Groups[group].ByName();
        if (context.Format == OutputFormat.Json)
            await WriteJsonAsync(group, servers, memberships);
        else
            await WriteTextAsync(group, servers, memberships);
    }

    private async Task WriteTextAsync(string group, ServerName[] servers, Memberships memberships)
    {
        var (terminal, style) = (context.Terminal, context.Terminal.Style);
        await terminal.Out.WriteLineAsync(style.Bold($"{group} holds {servers.Length} of {PlanText.Count(made.Desired.Groups.Declared.Count, "server")}."));
        if (servers.Length == 0)
            return;

        var table = new TextTable("SERVER", "WHY");
        foreach (var server in servers)
        {
            var reason = memberships.Of(group, server)[0];
            table.Add(server.Value, $"{ReasonText.Of(reason)}{ReasonText.Below(reason.Through)}");
        }

        await terminal.Out.WriteLineAsync();
        foreach (var line in table.Lines(style))
            await terminal.Out.WriteLineAsync(line);
    }

    private Task WriteJsonAsync(string group, ServerName[] servers, Memberships memberships) =>
        JsonReport.WriteAsync(context.Terminal.Out, writer =>
        {
            writer.WriteString("kind"u8, "targets"u8);
            writer.WriteString("group"u8, group);
            writer.WriteString("commit"u8, made.Desired.Commit.Id);
            writer.WriteNumber("count"u8, servers.Length);
            writer.WriteList("servers", servers, server =>
            {
                writer.WriteString("server"u8, server.Value);
                DerivationJson.WriteThrough(writer, memberships.Of(group, server));
            });
        });
}
