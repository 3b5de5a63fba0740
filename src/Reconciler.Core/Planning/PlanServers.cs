using System.Text.Json;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>Writes a plan's sets of servers. Numbers of the process's own table never leave it: bit maps count in the file's table.</summary>
internal sealed class PlanServers
{
    private readonly ServerForm form;
    private readonly ServerName[] table;

    // By number: where the server stands in the table.
    private readonly Dictionary<int, int> places = [];

    internal PlanServers(Plan plan, ServerForm form)
    {
        this.form = form;
        var large = form == ServerForm.Compact ? Large(plan) : null;
        table = large?.ByName() ?? [];
        foreach (var number in large?.NumbersByName() ?? [])
            places.Add(number, places.Count);
    }

    internal void WriteTable(Utf8JsonWriter json)
    {
        if (form == ServerForm.Names)
            return;

        json.WriteStartArray("table");
        foreach (var server in table)
            json.WriteStringValue(server.Value);
        json.WriteEndArray();
    }

    internal void Write(Utf8JsonWriter json, string name, ServerSet servers)
    {
        if (IsNamed(servers))
        {
            json.WriteStartArray(name);
            foreach (var number in servers.NumbersByName())
                json.WriteStringValue(servers.Table.Utf8Name(number));
            json.WriteEndArray();
            return;
        }

        var bits = new byte[(table.Length + 7) / 8];
        foreach (var number in servers.Numbers)
        {
            var place = places[number];
            bits[place >> 3] |= (byte)(1 << (place & 7));
        }

        json.WriteBase64String(name, bits);
    }

    private bool IsNamed(ServerSet servers) => form == ServerForm.Names || servers.Count <= PlanFile.NamedAtMost;

    /// <summary>Members of the sets that are written as bit maps; null when there is none.</summary>
    private static ServerSet? Large(Plan plan) =>
        plan.Actions.SelectMany(action => new[] { action.Servers, action.Copy.Servers })
            .Concat(plan.Cleanups.Select(cleanup => cleanup.Servers))
            .Concat(plan.Targets.Select(change => change.Targets.Servers))
            .Concat(plan.Details?.Sites.Select(site => site.Servers) ?? [])
            .Concat(plan.Details?.Forecast is { } forecast ? [forecast.Unmeasured] : [])
            .Where(servers => servers.Count > PlanFile.NamedAtMost)
            .Aggregate((ServerSet?)null, (all, servers) => all is null ? servers : all | servers);
}
