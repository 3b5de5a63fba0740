using System.Globalization;
using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>Which directory it is, whatever its name: kept when it is renamed or exchanged, lost when it is copied.</summary>
/// <param name="BornNs">Nanoseconds since 1970, so that an inode that is used again is not taken for the old one; 0 where the file system keeps no time of birth.</param>
internal readonly record struct TreeIdentity(ulong Inode, long BornNs)
{
    private const long NsPerSecond = 1_000_000_000;

    public static TreeIdentity Of(FileStatus status) => new(status.Inode, status.BornNs);

    public static bool TryParse(string text, out TreeIdentity identity)
    {
        identity = default;
        var parts = text.Split('@', '.');
        if (parts is not [var inode, var seconds, { Length: 9 } nanoseconds]
            || !ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            || whole > long.MaxValue / NsPerSecond - 1
            || !long.TryParse(nanoseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var rest))
            return false;

        identity = new(number, whole * NsPerSecond + rest);
        return true;
    }

    /// <summary>As <c>stat -c %i@%.9W</c> prints it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Inode}@{BornNs / NsPerSecond}.{BornNs % NsPerSecond:000000000}");
}
