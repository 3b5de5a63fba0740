using System.Text.Json;

namespace Reconciler.House.Tests.Packages;

/// <summary>What the restore resolved for a project: <c>obj/project.assets.json</c>.</summary>
internal static class ShippedPackages
{
    /// <returns><c>name version</c>, sorted, with what packages bring along, without what the SDK adds by itself to build.</returns>
    public static IReadOnlyList<string> Of(string assetsJson)
    {
        using var assets = JsonDocument.Parse(assetsJson);
        var bySdk = AddedBySdk(assets.RootElement).ToHashSet();
        return
        [
            .. assets.RootElement.GetProperty("libraries").EnumerateObject()
                .Where(library => library.Value.GetProperty("type").GetString() == "package")
                .Select(library => library.Name.Split('/'))
                .Where(parts => !bySdk.Contains(parts[0]))
                .Select(parts => $"{parts[0]} {parts[1]}")
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
    }

    public static IEnumerable<string> RoslynViolations(string project, IEnumerable<string> packages) =>
        packages.Where(package => package.StartsWith("Microsoft.CodeAnalysis", StringComparison.OrdinalIgnoreCase))
            .Select(package => $"{project}: resolves {package}; what we ship is free of Roslyn. Remove the package that brings it (dotnet nuget why).");

    private static IEnumerable<string> AddedBySdk(JsonElement assets) =>
        from framework in assets.GetProperty("project").GetProperty("frameworks").EnumerateObject()
        where framework.Value.TryGetProperty("dependencies", out _)
        from dependency in framework.Value.GetProperty("dependencies").EnumerateObject()
        where dependency.Value.TryGetProperty("autoReferenced", out var added) && added.GetBoolean()
        select dependency.Name;
}
