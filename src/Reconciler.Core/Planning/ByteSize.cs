using System.Globalization;

namespace Reconciler.Core.Planning;

/// <summary>Amounts of bytes as people read them.</summary>
public static class ByteSize
{
    private static readonly string[] units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary><c>0 B</c>, <c>812 B</c>, <c>12.4 MiB</c>, <c>3 GiB</c>: one decimal where it is not zero.</summary>
    public static string Text(long bytes)
    {
        if (bytes < 1024)
            return $"{bytes} B";

        var amount = bytes / 1024.0;
        var unit = 0;
        while (amount >= 1023.95)
        {
            amount /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.#} {units[unit]}");
    }
}
