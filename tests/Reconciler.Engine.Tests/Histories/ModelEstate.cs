namespace Reconciler.Engine.Tests.Histories;

/// <summary>What administrators want, as simply as it can be said, and the same as YAML.</summary>
internal sealed class ModelEstate
{
    private static readonly string?[] paths = [null, null, "Apps/A", "Apps/B", "p0", "p1", "p2"];

    internal ModelServer[] Servers { get; } = [new(0), new(1), new(2)];

    internal ModelPackage[] Packages { get; } = [new(0), new(1), new(2)];

    internal string Yaml() => $$"""
        ---
        apiVersion: reconciler/v1
        kind: Policy
        metadata: { name: default }
        spec: { removalGrace: 2h, drift: correct }
        ---
        apiVersion: reconciler/v1
        kind: ServerGroup
        metadata: { name: pilots }
        spec: { servers: [{{string.Join(", ", Servers.Where(server => server is { IsDeclared: true, IsInGroup: true }).Select(server => server.Name))}}] }
        {{string.Concat(Servers.Select(server => server.Yaml()))}}
        {{string.Concat(Packages.Select(package => package.Yaml(Servers)))}}
        """;

    /// <summary>Every server, and every package that should be there, with its content.</summary>
    internal IEnumerable<(ModelServer Server, ModelPackage Package, int Content)> Wanted() =>
        from server in Servers
        from package in Packages
        let content = package.WantedOn(server)
        where content is not null
        select (server, package, content.Value);

    /// <summary>An administrator changes something. A change that would be no valid commit is none.</summary>
    internal string Change(int what, int which, int how)
    {
        var server = Servers[which % Servers.Length];
        var package = Packages[which % Packages.Length];
        switch (what % 18)
        {
            case 0 or 1 or 2:
                package.Content = how % 3;
                return $"{package.Name} has content {package.Content}";
            case 3:
                package.IsDeclared = !package.IsDeclared;
                return $"{package.Name} is {(package.IsDeclared ? "" : "not ")}declared";
            case 4:
                package.IsRetired = !package.IsRetired;
                return $"{package.Name}: retire {package.IsRetired}";
            case 5:
                package.PilotContent = package.PilotContent is null ? how % 3 : null;
                return $"{package.Name}: pilots get {package.PilotContent?.ToString() ?? "the same"}";
            case 6 or 7:
                return Move(package, paths[how % paths.Length]);
            case 8:
                package.IsForGroup = !package.IsForGroup;
                return $"{package.Name} is for {(package.IsForGroup ? "the pilots" : "all")}";
            case 9:
                package.Except = package.Except is null ? how % Servers.Length : null;
                return $"{package.Name} but on {package.Except}";
            case 10:
                package.Refreshes = !package.Refreshes;
                return $"{package.Name}: existing {(package.Refreshes ? "refresh" : "keep")}";
            case 11:
                package.MinHolders = how % 3;
                return $"{package.Name}: minHolders {package.MinHolders}";
            case 12:
                server.IsDeclared = !server.IsDeclared;
                return $"{server.Name} is {(server.IsDeclared ? "" : "not ")}declared";
            case 13:
                server.IsRetired = !server.IsRetired;
                return $"{server.Name}: retire {server.IsRetired}";
            case 14:
                server.Renames++;
                return $"a{server.Slot} is called {server.Name}";
            case 15:
                server.IsInGroup = !server.IsInGroup;
                return $"{server.Name} is {(server.IsInGroup ? "a" : "no")} pilot";
            case 16:
                server.Retain = how % 3;
                server.HasPermissions = how % 2 == 1;
                return $"{server.Name}: retain {server.Retain}, permissions {server.HasPermissions}";
            default:
                server.IsSuspended = how % 3 == 0 && !server.IsSuspended;
                server.HasVersions ^= how % 3 == 1;
                return $"{server.Name}: suspend {server.IsSuspended}, layout {server.Layout}";
        }
    }

    private string Move(ModelPackage package, string? path)
    {
        var former = package.PublishAs;
        package.PublishAs = path;
        if (Packages.GroupBy(other => other.Path, StringComparer.Ordinal).Any(same => same.Count() > 1))
            package.PublishAs = former;
        return $"{package.Name} is published as {package.Path}";
    }
}
