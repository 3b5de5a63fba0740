using System.Buffers;

namespace Reconciler.Core.Content;

/// <summary>Which names Windows can give to a file or directory.</summary>
/// <remarks><see href="https://learn.microsoft.com/windows/win32/fileio/naming-a-file"/>.</remarks>
public static class WindowsName
{
    private static readonly SearchValues<char> Refused = SearchValues.Create(
        "<>:\"|?*\\/" + string.Concat(Enumerable.Range(0, 32).Select(code => (char)code)));

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. Ports("COM"), .. Ports("LPT")], StringComparer.OrdinalIgnoreCase);

    public static bool IsPossible(string part) => ProblemOf(part) is null;

    /// <param name="part">One part of a path.</param>
    /// <returns>Why Windows refuses it, as the end of a sentence; null when it does not.</returns>
    public static string? ProblemOf(string part)
    {
        if (part.Length == 0)
            return "it is empty";

        var refused = part.AsSpan().IndexOfAny(Refused);
        if (refused >= 0)
            return part[refused] < ' ' ? "it contains a control character" : $"it contains '{part[refused]}'";

        if (part[^1] is '.' or ' ')
            return part[^1] == '.' ? "it ends in a dot" : "it ends in a blank";

        // "NUL.txt" and "nul .txt" are the device as well.
        var stem = part.Split('.', 2)[0].TrimEnd(' ');
        return Devices.Contains(stem) ? $"'{stem}' is the name of a device" : null;
    }

    // Windows takes the superscript digits for digits here.
    private static IEnumerable<string> Ports(string device) => "123456789\u00b9\u00b2\u00b3".Select(digit => $"{device}{digit}");
}
