namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>Which hosts are reached without a proxy, as <c>no_proxy</c> says: <c>*</c>, or hosts and domains, with or without a port or a dot in front.</summary>
internal static class NoProxy
{
    /// <param name="list">Null or empty: none.</param>
    internal static bool Covers(string? list, string host, int port) =>
        list is not null && list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(entry => Names(entry.ToLowerInvariant(), host, port));

    private static bool Names(ReadOnlySpan<char> entry, string host, int port)
    {
        if (entry is "*")
            return true;

        if (entry.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(entry[(colon + 1)..], out var only))
        {
            if (only != port)
                return false;
            entry = entry[..colon];
        }

        entry = entry.TrimStart('.');
        return entry.Length > 0 && host.AsSpan().EndsWith(entry) && (host.Length == entry.Length || host[^(entry.Length + 1)] == '.');
    }
}
