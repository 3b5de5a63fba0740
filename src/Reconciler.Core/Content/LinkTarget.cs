namespace Reconciler.Core.Content;

/// <summary>The rule for symlinks in packages: they lead to a place inside, wherever the package is published.</summary>
public static class LinkTarget
{
    /// <summary>
    /// Judged by the package's own entries, never by what a disk shows: a relative target that does not climb above the package's root, not
    /// even to come back. What it leads to need not exist. A <c>..</c> behind another link is refused: where that leads is not in this text.
    /// </summary>
    /// <param name="linkPath">Of the link, inside the package.</param>
    /// <param name="isLink">Whether a path inside the package is a link, too.</param>
    public static bool StaysInside(string linkPath, string target, Func<string, bool> isLink)
    {
        if (target.Length == 0 || target[0] == '/' || target.Contains('\0', StringComparison.Ordinal))
            return false;

        var place = new Stack<string>(linkPath.Split('/').SkipLast(1));
        var isBehindLink = false;
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".")
                continue;

            if (part != "..")
            {
                place.Push(part);
                isBehindLink = isBehindLink || isLink(string.Join('/', place.Reverse()));
                continue;
            }

            if (isBehindLink || !place.TryPop(out _))
                return false;
        }

        return true;
    }
}
