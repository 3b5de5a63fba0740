namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>A comment of a pull request, as a host keeps it.</summary>
internal sealed class PostedComment(int id, string author, string text)
{
    internal int Id { get; } = id;

    internal string Author { get; } = author;

    internal string Text { get; set; } = text;

    internal int Edits { get; set; }
}
