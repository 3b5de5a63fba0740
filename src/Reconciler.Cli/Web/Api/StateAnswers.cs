using System.Text;
using Microsoft.AspNetCore.Http;
using Reconciler.Adapters.Content;
using Reconciler.Adapters.Published;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Web.Api;

/// <summary>The recorded state as others may read it, as it is published to a branch: for whoever plans elsewhere.</summary>
internal sealed class StateAnswers(StateDirectory directory)
{
    internal IEnumerable<ApiRoute> Routes =>
    [
        new(HttpMethods.Get, "/state", "The records that a plan is made from, for --state of another machine", call => Task.FromResult<ApiAnswer?>(State(call.Aborted))) { Schema = "State" },
    ];

    private ApiAnswer State(CancellationToken cancellationToken)
    {
        if (new EstateFile(directory).Find() is not { } estate)
            throw new ApiProblem(StatusCodes.Status503ServiceUnavailable, "nothing is recorded yet; ask again after the first pass") { RetryAfter = TimeSpan.FromSeconds(10) };

        var files = new PublishedFiles(directory, new ContentStore(directory.Content)).Of(estate, new TransferPackageFiles(directory).Load(new ServerTable(), cancellationToken));
        return ApiAnswer.Of(writer =>
        {
            writer.WriteString("kind"u8, PublishedDocument.Kind);
            writer.WriteString("estate"u8, estate.Id.Value);
            writer.WriteStartObject(PublishedDocument.Files);
            foreach (var (path, content) in files)
                writer.WriteString(path, Encoding.UTF8.GetString(content.Span));
            writer.WriteEndObject();
        });
    }
}
