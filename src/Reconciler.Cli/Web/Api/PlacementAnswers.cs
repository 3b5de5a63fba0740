using Microsoft.AspNetCore.Http;

namespace Reconciler.Cli.Web.Api;

/// <summary>Which package is on which server, and what is to be done about it: filtered here, since there may be a hundred million.</summary>
internal sealed class PlacementAnswers(ReadingPlace place)
{
    private static readonly ApiParameter state = new("state", "Only placements in these states")
    {
        IsRepeatable = true,
        Words = [.. Enum.GetValues<PlacementState>().Select(state => state.Word())],
    };

    internal IEnumerable<ApiRoute> Routes =>
    [
        new(HttpMethods.Get, "/placements", "Every placement that is wanted or recorded, by package and server", call => place.AnswerAsync(standing => Answer(standing, call), call.Aborted)!)
        {
            Schema = "Placements",
            Parameters = [.. ApiParameter.Scope, state, .. ApiParameter.Pages],
        },
    ];

    private static ApiAnswer Answer(Standing standing, ApiCall call)
    {
        var states = call.Texts(state).Select(word => Enum.GetValues<PlacementState>().Single(known => known.Word() == word)).ToHashSet();
        var page = new PlacementTable(standing.Made, call.Scope, states).Page(call.Cursor, call.Limit);
        return PageAnswer.Of("placements", standing, page, call, (writer, placement) => placement.Write(writer));
    }
}
