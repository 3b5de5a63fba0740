namespace Reconciler.Core.Diagnostics;

/// <summary>A place in a file of the configuration repository. Lines and columns count from 1; 0 stands for the whole file.</summary>
/// <param name="File">Path from the repository's root, with forward slashes.</param>
public readonly record struct SourcePosition(string File, int Line = 0, int Column = 0) : IComparable<SourcePosition>
{
    public int CompareTo(SourcePosition other)
    {
        var byFile = string.CompareOrdinal(File, other.File);
        if (byFile != 0)
            return byFile;

        var byLine = Line.CompareTo(other.Line);
        return byLine != 0 ? byLine : Column.CompareTo(other.Column);
    }

    public static bool operator <(SourcePosition left, SourcePosition right) => left.CompareTo(right) < 0;

    public static bool operator >(SourcePosition left, SourcePosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(SourcePosition left, SourcePosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SourcePosition left, SourcePosition right) => left.CompareTo(right) >= 0;

    /// <summary><c>stores/london.yaml:12</c>, as causes print it.</summary>
    public string FileAndLine => Line == 0 ? File : $"{File}:{Line}";

    public override string ToString() => Column == 0 ? FileAndLine : $"{File}:{Line}:{Column}";
}
