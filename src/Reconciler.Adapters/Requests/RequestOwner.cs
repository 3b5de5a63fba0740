using System.Globalization;
using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Requests;

/// <summary>Who wrote a request. What it says of itself is a claim; whose its file is, the kernel knows.</summary>
internal static class RequestOwner
{
    /// <param name="claimed">Such as <c>anna@hq-1</c>.</param>
    /// <param name="owner">Of the file. Root, and the user of this process, could write any record by themselves: they are believed.</param>
    /// <returns>As records name whoever asked.</returns>
    internal static string Actor(string claimed, uint owner)
    {
        if (owner == Users.Root || owner == Users.Own)
            return claimed;

        var name = Users.NameOf(owner);
        var user = claimed.Split('@')[0];
        return name is not null && user == name
            ? claimed
            : string.Create(CultureInfo.InvariantCulture, $"{name ?? "nobody known"} ({owner}) via requests");
    }
}
