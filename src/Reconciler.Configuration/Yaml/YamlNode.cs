using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Yaml;

/// <summary>A value in a YAML document, with its place.</summary>
internal abstract record YamlNode(SourceSpan Span)
{
    public SourcePosition At => Span.At;

    /// <summary>Of the last thing in it that has a place of its own.</summary>
    public virtual int LastLine => At.Line;

    /// <summary>What it is, in a message: <c>a list</c>.</summary>
    public abstract string Shape { get; }
}

/// <param name="Text">Exactly what is written, without quotes.</param>
/// <param name="IsPlain">Without quotes and not a block.</param>
internal sealed record ScalarNode(string Text, bool IsPlain, SourceSpan Span) : YamlNode(Span)
{
    public override string Shape => "a single value";

    /// <summary><c>key:</c> with nothing behind it.</summary>
    public bool IsNothing => IsPlain && Text.Length == 0;
}

internal sealed record SequenceNode(ImmutableArray<YamlNode> Items, SourceSpan Span) : YamlNode(Span)
{
    public override string Shape => "a list";

    public override int LastLine => Items.IsEmpty ? At.Line : Items.Max(item => item.LastLine);
}

/// <param name="Entries">In the order of the text, each key once.</param>
internal sealed record MappingNode(ImmutableArray<MappingEntry> Entries, SourceSpan Span) : YamlNode(Span)
{
    public override string Shape => "a mapping";

    public override int LastLine => Entries.IsEmpty ? At.Line : Entries.Max(entry => entry.Value.LastLine);

    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;
}

internal sealed record MappingEntry(ScalarNode Key, YamlNode Value);

/// <summary>Something that was refused and reported already: nothing more is said about it.</summary>
internal sealed record RefusedNode(SourceSpan Span) : YamlNode(Span)
{
    public override string Shape => "refused";
}
