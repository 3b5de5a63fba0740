namespace Reconciler.Configuration.Yaml;

/// <summary>One object for equal short texts: configuration says the same words over and over, and every value keeps its text.</summary>
internal sealed class TextPool
{
    private const int Slots = 4096;

    private const int LongestText = 64;

    private readonly string?[] slots = new string?[Slots];

    public string Of(string text)
    {
        if (text.Length > LongestText)
            return text;

        ref var slot = ref slots[(uint)string.GetHashCode(text) % Slots];
        return slot == text ? slot : slot = text;
    }
}
