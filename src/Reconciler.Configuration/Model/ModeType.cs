using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>Permission bits in octal, as <c>chmod</c> takes them: <c>"0644"</c> or <c>"644"</c>, always in quotes.</summary>
/// <param name="example">As one would write it, without quotes.</param>
/// <param name="pattern">Of what is accepted.</param>
/// <param name="needed">Bits that the owner must have.</param>
/// <param name="refused">Bits that are no matter of this field.</param>
internal sealed class ModeType(string example, string pattern, int needed, int refused) : ScalarType<int>
{
    private const int MostDigits = 4;
    private const int Bits = 0x1FF;

    /// <summary>Whoever may read an executable file may run it, which needs no bit here.</summary>
    public static ModeType Files { get; } = new("0644", "^0?[46][0246][0246]$", needed: 0x100, refused: 0x49);

    /// <summary>We put packages into directories and take them out again.</summary>
    public static ModeType Directories { get; } = new("0755", "^0?7[0-7][0-7]$", needed: 0x1C0, refused: 0);

    public override string Description => $"permissions in octal such as \"{example}\"";

    public override void WriteSchema(Utf8JsonWriter json) => new TextForm(pattern, BareText.None).WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, out int value)
    {
        value = 0;
        foreach (var digit in scalar.Text)
            value = (value << 3) | (digit - '0');

        if (ProblemOf(field, scalar, value) is not { } problem)
            return true;

        problems.Add(problem);
        return false;
    }

    private Diagnostic? ProblemOf(string field, ScalarNode scalar, int mode) =>
        scalar.Text.Length is < 3 or > MostDigits || !scalar.Text.All(digit => digit is >= '0' and <= '7')
            ? ValueDiagnostics.BadMode(scalar.Span, field, scalar.Text, example)
        : scalar.IsPlain ? ValueDiagnostics.ModeWithoutQuotes(scalar.Span, field, scalar.Text)
        : mode > Bits ? ValueDiagnostics.SpecialMode(scalar.Span, field, scalar.Text, Octal(mode & Bits))
        : (mode & refused) != 0 ? ValueDiagnostics.ExecutableMode(scalar.Span, field, scalar.Text, Octal(mode & ~refused))
        : (mode & needed) != needed ? ValueDiagnostics.OwnerWithoutMode(scalar.Span, field, scalar.Text, Octal(mode | needed))
        : null;

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(MostDigits, '0');
}
