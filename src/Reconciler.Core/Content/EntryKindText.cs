namespace Reconciler.Core.Content;

/// <summary>The words for <see cref="EntryKind"/> in JSON.</summary>
public static class EntryKindText
{
    public static string Word(this EntryKind kind) => kind switch
    {
        EntryKind.File => "file",
        EntryKind.Symlink => "symlink",
        EntryKind.EmptyDirectory => "directory",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind"),
    };

    /// <exception cref="FormatException">None of the words.</exception>
    public static EntryKind Parse(string word) => word switch
    {
        "file" => EntryKind.File,
        "symlink" => EntryKind.Symlink,
        "directory" => EntryKind.EmptyDirectory,
        _ => throw new FormatException($"'{word}' is not a kind of entry"),
    };
}
