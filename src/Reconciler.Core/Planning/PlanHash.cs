using System.Security.Cryptography;
using System.Text;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>
/// The name of a plan: SHA-256 in lowercase hexadecimal over one line for each (package, kind, from, to), sorted by these, each with
/// its server names sorted and joined by commas: <c>office-viewer place - 5f2a… dp-lon-02\n</c>. Commit, times, causes, hold reasons
/// and bytes are not in it, so that an approval survives what does not change the work.
/// </summary>
public static class PlanHash
{
    /// <summary>How much of a hash a person must type at least.</summary>
    public const int MinLength = 8;

    public static string Of(IEnumerable<PlanAction> actions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var steps = actions
            .GroupBy(action => (action.Package, action.Kind, From: action.From?.Digest, To: action.To?.Digest))
            .OrderBy(group => group.Key.Package)
            .ThenBy(group => group.Key.Kind.Word(), StringComparer.Ordinal)
            .ThenBy(group => Word(group.Key.From), StringComparer.Ordinal)
            .ThenBy(group => Word(group.Key.To), StringComparer.Ordinal);
        foreach (var step in steps)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{step.Key.Package} {step.Key.Kind.Word()} {Word(step.Key.From)} {Word(step.Key.To)} "));
            Append(hash, step.Select(action => action.Servers).Aggregate((all, set) => all | set));
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <remarks>Through a buffer: a call a name would cost more than hashing it.</remarks>
    private static void Append(IncrementalHash hash, ServerSet servers)
    {
        Span<byte> buffer = stackalloc byte[32 * (ResourceName.MaxLength + 1)];
        var length = 0;
        foreach (var number in servers.NumbersByName())
        {
            var name = servers.Table.Utf8Name(number);
            if (length + name.Length + 1 > buffer.Length)
            {
                hash.AppendData(buffer[..length]);
                length = 0;
            }

            name.CopyTo(buffer[length..]);
            length += name.Length;
            buffer[length++] = (byte)',';
        }

        // Without the last comma; there is always one, since no action is without servers.
        hash.AppendData(buffer[..(length - 1)]);
    }

    private static string Word(Digest? digest) => digest?.ToString() ?? "-";
}
