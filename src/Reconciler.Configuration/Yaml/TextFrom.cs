namespace Reconciler.Configuration.Yaml;

/// <summary>Reads a text from some place on without copying the rest of it: a file can be broken in a thousand places.</summary>
internal sealed class TextFrom(string text, int next) : TextReader
{
    public override int Peek() => next < text.Length ? text[next] : -1;

    public override int Read() => next < text.Length ? text[next++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var length = Math.Min(count, text.Length - next);
        text.CopyTo(next, buffer, index, length);
        next += length;
        return length;
    }
}
