namespace Reconciler.Cli.Terminals;

/// <summary>Where a verb writes: results to <paramref name="Out"/>, diagnostics and progress to <paramref name="Error"/>.</summary>
/// <param name="Style">For results.</param>
/// <param name="ErrorStyle">For diagnostics and progress.</param>
/// <param name="ShowsProgress">Standard error is a terminal that somebody looks at.</param>
/// <param name="Width">Columns of that terminal; 80 where there is none.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Style Style, Style ErrorStyle, bool ShowsProgress, int Width)
{
    /// <summary>Columns of the terminal that shows results; null in a pipe, where lines are as long as they are.</summary>
    internal int? OutWidth { get; init; }

    /// <summary>Whether diagnostics show the lines that they mean: to somebody who looks. In a pipe each is one line.</summary>
    internal bool ShowsSource => ShowsProgress;
}
