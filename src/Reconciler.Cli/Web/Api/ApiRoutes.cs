using Reconciler.Adapters.Requests;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Web.Api;

/// <summary>The whole API, in the order of its description.</summary>
internal sealed class ApiRoutes : IDisposable
{
    private readonly RequestQueue queue;

    /// <param name="workplace">The loop's: only its names are used here.</param>
    internal ApiRoutes(Workplace workplace, ReadingPlace place, TimeProvider time)
    {
        var files = new RequestFiles(workplace.Directory);
        var requests = new RequestAnswers(files, place, time);
        queue = new(files, requests, workplace.Repository.Name, time);
        All =
        [
            .. new StatusAnswers(place).Routes,
            .. new PlacementAnswers(place).Routes,
            .. new StateAnswers(workplace.Directory).Routes,
            .. new EventAnswers(workplace.Directory, time).Routes,
            .. new WriteAnswers(queue).Routes,
            .. requests.Routes,
            ApiDescription.Route(() => All!),
        ];
    }

    internal IReadOnlyList<ApiRoute> All { get; }

    internal IEnumerable<WebRoute> WebRoutes => All.Select(route => route.ToWebRoute());

    public void Dispose() => queue.Dispose();
}
