namespace Reconciler.Configuration.Checks;

/// <summary>Words in documents that could not be read as YAML. A reference to one of them is not reported: it may well be declared there.</summary>
internal sealed class UnreadNames
{
    private readonly HashSet<string> words = new(StringComparer.Ordinal);

    public UnreadNames(IEnumerable<string> texts)
    {
        foreach (var text in texts)
            AddWords(text);
    }

    public bool MayDeclare(string name) => words.Contains(name);

    private void AddWords(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or '_' or '-'))
                continue;

            if (i > start)
                words.Add(text[start..i]);
            start = i + 1;
        }
    }
}
