using System.Collections.Immutable;

namespace Reconciler.Configuration.Formatting;

/// <summary>A value as it is written, with the comments that belong to what is in it.</summary>
internal abstract record Piece
{
    /// <param name="Lines">As in the file, quotes and block headers included; lines behind the first without their indentation.</param>
    /// <param name="IsBlock">A <c>|</c> or <c>&gt;</c>: its lines are its content.</param>
    public sealed record Text(ImmutableArray<string> Lines, bool IsBlock) : Piece;

    /// <param name="IsFlow">In braces.</param>
    /// <param name="Below">Behind the last entry.</param>
    public sealed record Mapping(ImmutableArray<Entry> Entries, bool IsFlow, ImmutableArray<Comment> Below) : Piece;

    /// <param name="IsFlow">In brackets.</param>
    /// <param name="Below">Behind the last item.</param>
    public sealed record Sequence(ImmutableArray<Entry> Items, bool IsFlow, ImmutableArray<Comment> Below) : Piece;
}

/// <summary>A field with its value, or an item of a list.</summary>
/// <param name="Key">As in the file; null for an item.</param>
/// <param name="Name">The key without quotes; null for an item.</param>
/// <param name="Above">On lines of their own.</param>
/// <param name="Beside">Behind the key, or behind the dash of an item, when the value begins on a later line; else behind the value.</param>
/// <param name="HasBlankAbove">A blank line stands right above the key or dash.</param>
internal sealed record Entry(string? Key, string? Name, Piece Value, ImmutableArray<Comment> Above, Comment? Beside, bool HasBlankAbove);

/// <param name="Text">From its <c>#</c> on, without blanks at the end.</param>
/// <param name="Gap">How many blanks stand before it on its line.</param>
/// <param name="HasBlankAbove">A blank line stands above it.</param>
internal sealed record Comment(string Text, int Gap, bool HasBlankAbove);

/// <summary>One document of a file.</summary>
/// <param name="HasMarker">It begins with <c>---</c>.</param>
/// <param name="AboveMarker">Only in the first document; what stands above a later marker is below the document before it.</param>
/// <param name="Head">Between the marker and the first entry. It stays there, whichever entry is first.</param>
internal sealed record Document(
    bool HasMarker, ImmutableArray<Comment> AboveMarker, Comment? BesideMarker, ImmutableArray<Comment> Head, bool HasBlankBelowHead, Piece Root, ImmutableArray<Comment> Below);
