namespace Reconciler.Configuration.Yaml;

/// <summary>The words of what could not be read as YAML: any of them may be a name that is declared there.</summary>
/// <remarks>Keeps hashes, not texts: a broken file may be large, and a wrong "perhaps" only leaves a message out.</remarks>
internal sealed class UnreadWords
{
    /// <summary>Of one file; where there are more, every word may be one of them.</summary>
    private const int Limit = 20_000;

    private readonly HashSet<int> hashes = [];

    public bool MayContain(string word) => hashes.Count >= Limit || hashes.Contains(string.GetHashCode(word));

    public void AddFrom(ReadOnlySpan<char> text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length && hashes.Count < Limit; i++)
        {
            if (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or '_' or '-'))
                continue;

            if (i > start)
                hashes.Add(string.GetHashCode(text[start..i]));
            start = i + 1;
        }
    }
}
