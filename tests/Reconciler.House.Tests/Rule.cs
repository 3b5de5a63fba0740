namespace Reconciler.House.Tests;

internal static class Rule
{
    /// <summary>Each violation is one line: which file, what, and what to do.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        var lines = violations.ToArray();
        if (lines.Length > 0)
            Assert.Fail(string.Join('\n', lines));
    }
}
