using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// What the operator's settings allow Git to name: directories as roots of servers, directories and URLs as sources. An entry allows all below
/// it, or is a pattern as in <c>include</c>. Relative addresses and <c>path</c> sources need no entry.
/// </summary>
public sealed class AllowList(ImmutableArray<string> roots, ImmutableArray<string> sources)
{
    public static AllowList Nothing { get; } = new([], []);

    /// <returns>Null when it is allowed; else the line to add to the settings.</returns>
    public string? Refuses(ServerAddress address) =>
        address.Kind == AddressKind.Relative || roots.Any(root => Allows(root, address.Path)) ? null : Line("roots", address.Path);

    /// <inheritdoc cref="Refuses(ServerAddress)"/>
    public string? Refuses(PackageSource source) => source switch
    {
        PackageSource.InRepository => null,
        PackageSource.AtUrl url => sources.Any(entry => AllowedUrl.Allows(entry, url.Path)) ? null : Line("sources", AllowedUrl.EntryFor(url.Path)),
        _ => AllowsSource(source.Path) ? null : Line("sources", source.Path),
    };

    /// <param name="path">Absolute, on the site server.</param>
    public bool AllowsSource(string path) => sources.Any(entry => Allows(entry, path));

    private static bool Allows(string entry, string path)
    {
        if (AllowedUrl.IsUrl(entry))
            return false;

        var (allowed, asked) = (Normalized(entry), Normalized(path));
        if (asked.Split('/').Contains(".."))
            return false;

        return allowed.AsSpan().IndexOfAny('*', '?', '[') < 0
            ? allowed.Length == 0 || EntryPath.IsSameOrBelow(asked, allowed)
            : PathPatterns.Of([allowed], []).Selects(asked);
    }

    private static string Normalized(string path) => path.Replace('\\', '/').Trim('/');

    /// <summary>To be added to the settings.</summary>
    public static string LineForSource(string path) => Line("sources", path);

    private static string Line(string field, string path) => $"\"allow\": {{ \"{field}\": [\"{path.Replace("\\", "\\\\", StringComparison.Ordinal)}\"] }}";
}
