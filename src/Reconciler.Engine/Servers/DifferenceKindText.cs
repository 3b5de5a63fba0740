namespace Reconciler.Engine.Servers;

/// <summary>The words for <see cref="DifferenceKind"/>, in what travels and in JSON.</summary>
public static class DifferenceKindText
{
    private static readonly (DifferenceKind Kind, string Word)[] words =
    [
        (DifferenceKind.Missing, "missing"),
        (DifferenceKind.Extra, "extra"),
        (DifferenceKind.ContentDiffers, "content-differs"),
        (DifferenceKind.SizeDiffers, "size-differs"),
        (DifferenceKind.TimeDiffers, "time-differs"),
        (DifferenceKind.ModeDiffers, "mode-differs"),
        (DifferenceKind.LinkDiffers, "link-differs"),
        (DifferenceKind.KindDiffers, "kind-differs"),
        (DifferenceKind.Replaced, "replaced"),
        (DifferenceKind.ReceiptMissing, "receipt-missing"),
    ];

    public static string Word(this DifferenceKind kind) => words.First(pair => pair.Kind == kind).Word;

    /// <summary>Null for a word that this version does not know.</summary>
    public static DifferenceKind? Parse(string word)
    {
        foreach (var pair in words)
        {
            if (pair.Word == word)
                return pair.Kind;
        }

        return null;
    }
}
