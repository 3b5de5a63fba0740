namespace Reconciler.Core.Resources;

/// <summary>How a server shows a package to its readers.</summary>
public enum Layout
{
    /// <summary>At <c>publishAs</c> stands the tree itself, and each version takes the place of the one before.</summary>
    Current,

    /// <summary>At <c>publishAs/version</c> stands a tree that never changes; <c>publishAs/current.json</c> names the current one.</summary>
    Versions,
}

/// <summary>The words for <see cref="Layout"/>, in what is declared, recorded and shown.</summary>
public static class LayoutText
{
    public static string Word(this Layout layout) => layout switch
    {
        Layout.Current => "current",
        Layout.Versions => "versions",
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "unknown layout"),
    };

    /// <summary>Null for <see cref="Layout.Current"/>, so that it is written only where there is something to say.</summary>
    public static string? Text(Layout layout) => layout == Layout.Current ? null : layout.Word();

    /// <param name="word">Null: <see cref="Layout.Current"/>.</param>
    /// <exception cref="FormatException">Not such a word.</exception>
    public static Layout Parse(string? word) => word switch
    {
        null or "current" => Layout.Current,
        "versions" => Layout.Versions,
        _ => throw new FormatException($"'{word}' is no layout"),
    };
}
