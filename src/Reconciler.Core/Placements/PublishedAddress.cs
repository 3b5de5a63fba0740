using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Placements;

/// <summary>
/// A server's address in a state that is published: <c>hmac-sha256:</c> and 64 hexadecimal digits, under the estate's id. Whoever knows an address can
/// tell that it is the same, which shows a renamed server; nobody reads it there.
/// </summary>
public static class PublishedAddress
{
    private const string Prefix = "hmac-sha256:";

    /// <returns>What is published already stays as it is.</returns>
    public static string Of(EstateId estate, string address) => address.StartsWith(Prefix, StringComparison.Ordinal)
        ? address
        : Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(estate.Value), Encoding.UTF8.GetBytes(address)));

    /// <summary>The records with the addresses that the commit declares in the place of their hashes, so that a rename is seen as it is where addresses are recorded.</summary>
    public static ActualPlacement Resolve(ActualPlacement actual, EstateId estate, IEnumerable<DistributionServer> declared)
    {
        if (!actual.Facts.Values.Any(IsPublished))
            return actual;

        var known = declared.Select(server => server.Address.Value.Path).Distinct(StringComparer.Ordinal).ToDictionary(address => Of(estate, address), StringComparer.Ordinal);
        return actual with
        {
            Facts = actual.Facts.ToImmutableSortedDictionary(
                facts => facts.Key,
                facts => IsPublished(facts.Value) && known.TryGetValue(facts.Value.Address!, out var address) ? facts.Value with { Address = address } : facts.Value),
        };
    }

    private static bool IsPublished(ServerFacts facts) => facts.Address?.StartsWith(Prefix, StringComparison.Ordinal) == true;
}
