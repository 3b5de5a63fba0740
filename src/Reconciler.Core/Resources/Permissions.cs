using System.Globalization;

namespace Reconciler.Core.Resources;

/// <summary>The modes that a server gives to a package's files and directories: nine bits each, as <c>chmod</c> counts them.</summary>
/// <param name="Files">Without execute bits: an executable file may be run by whoever may read it. Null: as if made in the server's root.</param>
/// <param name="Directories">Null: as if made in the server's root.</param>
public readonly record struct Permissions(int? Files, int? Directories)
{
    private const string Unsaid = "-";
    private const int Bits = 0x1FF;

    public bool AreInherited => this == default;

    /// <summary>The form in which they are recorded and travel: <c>0644/0755</c>; <c>-</c> stands for what is inherited.</summary>
    public override string ToString() => $"{Octal(Files)}/{Octal(Directories)}";

    /// <summary><c>files 0644, directories 0755</c>; <c>inherited from the root</c></summary>
    public string Describe() => AreInherited
        ? "inherited from the root"
        : string.Join(", ", new[] { Files is null ? null : $"files {Octal(Files)}", Directories is null ? null : $"directories {Octal(Directories)}" }.OfType<string>());

    /// <summary>Null in the place of what is inherited, so that it is written only where there is something to say.</summary>
    public static string? Text(Permissions permissions) => permissions.AreInherited ? null : permissions.ToString();

    /// <param name="text">Null: inherited.</param>
    /// <exception cref="FormatException">Not such a text.</exception>
    public static Permissions Parse(string? text) => text is null ? default : text.Split('/') is [var files, var directories]
        ? new(ParseMode(files, text), ParseMode(directories, text))
        : throw Bad(text);

    private static int? ParseMode(string mode, string text)
    {
        if (mode == Unsaid)
            return null;

        var value = 0;
        foreach (var digit in mode)
            value = digit is >= '0' and <= '7' && value <= Bits ? (value << 3) | (digit - '0') : throw Bad(text);

        return mode.Length > 0 && value <= Bits ? value : throw Bad(text);
    }

    private static string Octal(int? mode) => mode is { } bits ? Convert.ToString(bits, 8).PadLeft(4, '0') : Unsaid;

    private static FormatException Bad(string text) => new(string.Create(CultureInfo.InvariantCulture, $"'{text}' are no permissions"));
}
