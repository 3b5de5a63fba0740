using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// What the operator's settings allow Git to name: directories as roots of servers, directories and URLs as sources. An entry allows all below
/// it, or is a pattern as in <c>include</c>. Relative addresses and <c>path</c> sources need no entry.
/// </summary>
public sealed class AllowList(ImmutableArray<string> roots, ImmutableArray<string> sources)
{
    public static AllowList Nothing { get; } = new([], []);

    /// <returns>What is wrong with an entry; null for nothing.</returns>
    public static string? ProblemOf(string entry) => AllowedPlace.OfEntry(entry).Problem;

    /// <returns>Null when it is allowed; else the line to add to the settings.</returns>
    public string? Refuses(ServerAddress address) =>
        address.Kind == AddressKind.Relative || roots.Any(root => Allows(root, address.Path)) ? null : Line("roots", address.Path);

    /// <inheritdoc cref="Refuses(ServerAddress)"/>
    public string? Refuses(PackageSource source) =>
        source is PackageSource.InRepository || AllowsSource(source.Place) ? null : LineForSource(source is PackageSource.AtUrl ? AllowedPlace.EntryAround(source.Place) : source.Place);

    /// <param name="place">An absolute path on the site server, or a URL.</param>
    public bool AllowsSource(string place) => sources.Any(entry => Allows(entry, place));

    /// <summary>To be added to the settings.</summary>
    public static string LineForSource(string place) => Line("sources", place);

    private static bool Allows(string entry, string place) => AllowedPlace.Of(place) is { } asked && AllowedPlace.OfEntry(entry).Allows(asked);

    private static string Line(string field, string place) => $"\"allow\": {{ \"{field}\": [\"{place.Replace("\\", "\\\\", StringComparison.Ordinal)}\"] }}";
}
