using Reconciler.Core.Resources;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>What Git says of a package, and whom it is for.</summary>
internal sealed class ModelPackage(int number)
{
    internal PackageName Name { get; } = new($"p{number}");

    internal bool IsDeclared { get; set; } = number < 2;

    internal bool IsRetired { get; set; }

    /// <summary>Which of its contents.</summary>
    internal int Content { get; set; }

    /// <summary>What the group gets before all others do; null: no rings.</summary>
    internal int? PilotContent { get; set; }

    internal string? PublishAs { get; set; }

    internal bool IsForGroup { get; set; }

    /// <summary>A server that is left out.</summary>
    internal int? Except { get; set; }

    internal bool Refreshes { get; set; }

    internal int MinHolders { get; set; }

    internal string Path => PublishAs ?? Name.Value;

    /// <returns>Which content the server should hold; null: none.</returns>
    internal int? WantedOn(ModelServer server)
    {
        if (!IsDeclared || IsRetired || !server.IsDeclared || server.IsRetired || server.Slot == Except)
            return null;

        return PilotContent is { } pilot
            ? (server.IsInGroup ? pilot : Content)
            : !IsForGroup || server.IsInGroup ? Content : null;
    }

    internal string Source(int content) => $"packages/{Name}/{content}";

    /// <param name="servers">For the name of the one that is left out.</param>
    internal string Yaml(IReadOnlyList<ModelServer> servers)
    {
        if (!IsDeclared)
            return "";

        var except = Except is { } slot && servers[slot].IsDeclared ? $"[{servers[slot].Name}]" : "[]";
        return $$"""
            ---
            apiVersion: reconciler/v1
            kind: Package
            metadata: { name: {{Name}} }
            spec:
              {{(PublishAs is null ? "" : $"publishAs: {PublishAs}")}}
              existing: {{(Refreshes ? "refresh" : "keep")}}
              minHolders: {{MinHolders}}
              {{(IsRetired ? "retire: true" : "")}}
            {{(PilotContent is { } pilot ? Rings(pilot, except) : One(except))}}

            """;
    }

    private string One(string except) => $$"""
          source: { path: {{Source(Content)}} }
          distribute: { to: [{{(IsForGroup ? "pilots" : "all-servers")}}], except: {{except}} }
        """;

    private string Rings(int pilot, string except) => $$"""
          versions:
          - { version: "v{{Content}}", source: { path: {{Source(Content)}} } }
          {{(pilot == Content ? "" : $"- {{ version: \"v{pilot}\", source: {{ path: {Source(pilot)} }} }}")}}
          rules:
          - { version: "v{{pilot}}", to: [pilots] }
          - { version: "v{{Content}}", to: [all-servers] }
          except: {{except}}
        """;
}
