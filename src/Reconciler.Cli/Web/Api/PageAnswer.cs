using System.Text.Json;
using Reconciler.Cli.Reports;

namespace Reconciler.Cli.Web.Api;

/// <summary>A page as JSON: <c>kind</c>, the commit, how many there are, the items, and <c>next</c> where more follow.</summary>
internal static class PageAnswer
{
    /// <param name="things">In the plural: the kind, and the name of the array.</param>
    internal static ApiAnswer Of<T>(string things, Standing standing, Page<T> page, ApiCall call, Action<Utf8JsonWriter, T> fields) => ApiAnswer.Of(writer =>
    {
        writer.WriteString("kind"u8, things);
        writer.WriteString("commit"u8, standing.Made.Desired.Commit.Id);
        writer.WriteTime("recordedAt", standing.Made.Plan.RecordedAt);
        writer.WriteNumber("total"u8, page.Total);
        writer.WriteList(things, page.Items, item => fields(writer, item));
        writer.WriteOptional("next", page.Last is { } last ? call.Next(ApiParameter.Cursor, last) : null);
    });
}
