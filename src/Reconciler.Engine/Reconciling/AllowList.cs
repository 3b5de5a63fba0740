using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// What the operator's settings allow Git to name: directories as roots of servers, addresses of other hosts, directories and URLs as sources, and
/// logins. An entry allows all below it, or is a pattern as in <c>include</c>. Relative addresses and <c>path</c> sources need no entry.
/// </summary>
public sealed class AllowList(ImmutableArray<string> roots, ImmutableArray<string> sources)
{
    public static AllowList Nothing { get; } = new([], []);

    /// <summary>Of servers on other hosts; who logs in makes no difference.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Names of logins for ssh.</summary>
    public ImmutableHashSet<string> Logins { get; init; } = [];

    /// <summary>Names of keys for buckets.</summary>
    public ImmutableHashSet<string> Keys { get; init; } = [];

    /// <returns>What is wrong with an entry; null for nothing.</returns>
    public static string? ProblemOf(string entry) => AllowedPlace.OfEntry(entry).Problem;

    /// <returns>Null when it is allowed; else the line to add to the settings.</returns>
    public string? Refuses(ServerAddress address) => address.Kind switch
    {
        AddressKind.Relative => null,
        AddressKind.Sftp => Addresses.Any(entry => Allows(entry, address.Path)) ? null : Line("addresses", (SftpLocation.Of(address) with { User = null }).Address.Path),
        AddressKind.Bucket => Addresses.Any(entry => Allows(entry, address.Path)) ? null : Line("addresses", address.Path),
        _ => roots.Any(root => Allows(root, address.Path)) ? null : Line("roots", address.Path),
    };

    /// <returns>Null when the server needs none, or the settings have it; else what to add to them.</returns>
    public string? MissingLogin(DistributionServer server)
    {
        if (server.Credentials is not { Value: var name })
            return null;

        var (known, needed) = server.Address.Value.Kind == AddressKind.Bucket
            ? (Keys, "\"s3\": { \"accessKeyIdVariable\": \"…\", \"secretAccessKeyFile\": \"…\" }")
            : (Logins, "\"ssh\": { \"keyFile\": \"…\", \"knownHosts\": \"…\" }");
        return known.Contains(name) ? null : $"\"credentials\": {{ \"{name}\": {{ {needed} }} }}";
    }

    /// <summary>Servers whose address is not allowed, and what to do.</summary>
    internal ImmutableDictionary<ServerName, string> Refused(IEnumerable<DistributionServer> servers) => What(
        servers, server => Refuses(server.Address.Value), line => line.Contains("\"roots\"", StringComparison.Ordinal) ? ", or give --allow-root" : "");

    /// <summary>Servers whose login is not there, and what to do.</summary>
    internal ImmutableDictionary<ServerName, string> WithoutLogin(IEnumerable<DistributionServer> servers) => What(servers, MissingLogin, static _ => "");

    /// <inheritdoc cref="Refuses(ServerAddress)"/>
    public string? Refuses(PackageSource source) =>
        source is PackageSource.InRepository || AllowsSource(source.Place) ? null : LineForSource(source is PackageSource.AtUrl ? AllowedPlace.EntryAround(source.Place) : source.Place);

    /// <param name="place">An absolute path on the site server, or a URL.</param>
    public bool AllowsSource(string place) => sources.Any(entry => Allows(entry, place));

    /// <summary>To be added to the settings.</summary>
    public static string LineForSource(string place) => Line("sources", place);

    private static ImmutableDictionary<ServerName, string> What(
        IEnumerable<DistributionServer> servers, Func<DistributionServer, string?> lineOf, Func<string, string> more) => servers
        .Select(server => (server.Name, Line: lineOf(server)))
        .Where(pair => pair.Line is not null)
        .ToImmutableDictionary(pair => pair.Name, pair => $"add {pair.Line} to the settings{more(pair.Line!)}");

    private static bool Allows(string entry, string place) => AllowedPlace.Of(place) is { } asked && AllowedPlace.OfEntry(entry).Allows(asked);

    private static string Line(string field, string place) => $"\"allow\": {{ \"{field}\": [\"{place.Replace("\\", "\\\\", StringComparison.Ordinal)}\"] }}";
}
