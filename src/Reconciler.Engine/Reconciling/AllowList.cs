using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// What the operator's settings allow Git to name: directories as roots of servers, directories and URLs as sources. An entry allows all
/// below it, or is a pattern as in <c>include</c>. Relative addresses and <c>path</c> sources need no entry.
/// </summary>
public sealed class AllowList(ImmutableArray<string> roots, ImmutableArray<string> sources)
{
    public static AllowList Nothing { get; } = new([], []);

    /// <returns>Null when it is allowed; else the line to add to the settings.</returns>
    public string? Refuses(ServerAddress address) =>
        address.Kind == AddressKind.Relative || roots.Any(root => Allows(root, address.Path)) ? null : Line("roots", address.Path);

    /// <inheritdoc cref="Refuses(ServerAddress)"/>
    public string? Refuses(PackageSource source) =>
        source is PackageSource.InRepository || AllowsSource(source.Place) ? null : Line("sources", source.Place);

    /// <param name="path">Absolute, on the site server; or a URL.</param>
    public bool AllowsSource(string path) => sources.Any(entry => Allows(entry, path));

    private static bool Allows(string entry, string place) => AllowedPlace.Of(entry).Allows(AllowedPlace.Of(place));

    private static string Line(string field, string path) => $"\"allow\": {{ \"{field}\": [\"{path.Replace("\\", "\\\\", StringComparison.Ordinal)}\"] }}";
}
