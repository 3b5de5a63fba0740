using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Core.Status;

namespace Reconciler.Cli.Web.Api;

/// <summary>How things stand, for the estate, its packages and its servers: what <c>status</c> and <c>show</c> write as JSON, in parts.</summary>
internal sealed class StatusAnswers(ReadingPlace place)
{
    private static readonly ApiParameter serverState = new("state", "Only servers in these states")
    {
        IsRepeatable = true,
        Words = [.. Enum.GetValues<ServerState>().Select(state => state.Word())],
    };

    /// <summary>Above this, sets of servers in a plan are bit maps.</summary>
    private const int MostNamed = 100_000;

    internal IEnumerable<ApiRoute> Routes =>
    [
        new(HttpMethods.Get, "/status", "How things stand", call => place.AnswerAsync(standing => Status(standing, call), call.Aborted)!) { Schema = "Status", Parameters = ApiParameter.Scope },
        new(HttpMethods.Get, "/packages", "Every package, declared or recorded, with its counts", call => place.AnswerAsync(standing => Packages(standing, call), call.Aborted)!)
        {
            Schema = "Packages",
            Parameters = [.. ApiParameter.Scope, .. ApiParameter.Pages],
        },
        new(HttpMethods.Get, "/packages/{name}", "One package: every value with where it comes from, and its counts", call => place.AnswerAsync(standing => Package(standing, call.Name("package")), call.Aborted)!) { Schema = "Package" },
        new(HttpMethods.Get, "/servers", "Every server, declared or recorded, with its state and counts", call => place.AnswerAsync(standing => Servers(standing, call), call.Aborted)!)
        {
            Schema = "Servers",
            Parameters = [.. ApiParameter.Scope, serverState, .. ApiParameter.Pages],
        },
        new(HttpMethods.Get, "/servers/{name}", "One server: every value with where it comes from, what is recorded, its state and counts", call => place.AnswerAsync(standing => Server(standing, call.Name("server")), call.Aborted)!) { Schema = "Server" },
        new(HttpMethods.Get, "/plan", "What run would do now, and why", call => place.AnswerAsync(standing => Plan(standing, call), call.Aborted)!) { Schema = "Plan", Parameters = ApiParameter.Scope },
    ];

    private static ApiAnswer Status(Standing standing, ApiCall call) =>
        ApiAnswer.Of(writer => StatusJson.WriteHead(writer, standing.Status(call.Scope))) with { MadeAt = standing.At };

    private static ApiAnswer Packages(Standing standing, ApiCall call)
    {
        var page = Page<PackageStatus>.Of(standing.Status(call.Scope).Status.Packages, package => package.Name.Value, call);
        return PageAnswer.Of("packages", standing, page, call, StatusJson.Write);
    }

    private static ApiAnswer Servers(Standing standing, ApiCall call)
    {
        var states = call.Texts(serverState);
        var servers = standing.Status(call.Scope).Status.Servers.Where(server => states.Length == 0 || states.Contains(server.State.Word())).ToArray();
        return PageAnswer.Of("servers", standing, Page<ServerStatus>.Of(servers, server => server.Name.Value, call), call, StatusJson.Write);
    }

    private static ApiAnswer Package(Standing standing, string name)
    {
        var made = standing.Made;
        var status = standing.Status(Scope.Everything).Status.Packages.FirstOrDefault(package => package.Name.Value == name) ?? throw Unknown(() => new KnownNames(made).Package(name), name);
        var shown = made.Desired.Packages.ContainsKey(status.Name)
            ? new ShownPackage(made).Of(status.Name)
            : new ShownThing("package", name, null, []) { Note = $"not declared at {made.Desired.Commit.ShortId}" };
        return ApiAnswer.Of(writer =>
        {
            shown.WriteJson(writer);
            writer.WriteStartObject("status"u8);
            StatusJson.Write(writer, status);
            writer.WriteEndObject();
        });
    }

    private static ApiAnswer Server(Standing standing, string name)
    {
        var made = standing.Made;
        var status = standing.Status(Scope.Everything).Status.Servers.FirstOrDefault(server => server.Name.Value == name) ?? throw Unknown(() => new KnownNames(made).Server(name), name);
        return ApiAnswer.Of(writer =>
        {
            new ShownServer(standing.Place, made).Of(status.Name).WriteJson(writer);
            writer.WriteStartObject("status"u8);
            StatusJson.Write(writer, status);
            writer.WriteEndObject();
        });
    }

    private static ApiAnswer Plan(Standing standing, ApiCall call)
    {
        var plan = standing.Within(call.Scope).Detailed().Plan;
        var form = plan.Actions.Sum(action => (long)action.Servers.Count) > MostNamed ? ServerForm.Compact : ServerForm.Names;
        return new(StatusCodes.Status200OK, PlanFile.Write(plan, form)) { MadeAt = standing.At };
    }

    /// <summary>In the words of the verbs, which know what is near.</summary>
    private static ApiProblem Unknown<T>(Func<T> find, string name)
    {
        try
        {
            find();
            return new(StatusCodes.Status404NotFound, $"nothing is declared or recorded of '{name}' any more");
        }
        catch (UsageException unknown)
        {
            return new(StatusCodes.Status404NotFound, unknown.Message);
        }
    }
}
