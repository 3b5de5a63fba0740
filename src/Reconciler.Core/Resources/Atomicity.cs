namespace Reconciler.Core.Resources;

/// <summary>What a server replaces in one step, so that readers see the old or the new and never a mixture.</summary>
public enum Atomicity
{
    /// <summary>The whole package.</summary>
    Tree,

    /// <summary>Each file.</summary>
    File,

    /// <summary>Nothing: for a moment there is no package at its path.</summary>
    None,
}

/// <summary>The words for <see cref="Atomicity"/>, in what is recorded, travels and is shown.</summary>
public static class AtomicityText
{
    public static string Word(this Atomicity atomicity) => atomicity switch
    {
        Atomicity.Tree => "tree",
        Atomicity.File => "file",
        Atomicity.None => "none",
        _ => throw new ArgumentOutOfRangeException(nameof(atomicity), atomicity, "unknown level"),
    };

    /// <param name="word">Null: not known.</param>
    /// <exception cref="FormatException">Not such a word.</exception>
    public static Atomicity? Parse(string? word) => word switch
    {
        null => null,
        "tree" => Atomicity.Tree,
        "file" => Atomicity.File,
        "none" => Atomicity.None,
        _ => throw new FormatException($"'{word}' is no level of atomicity"),
    };
}
