using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconciler.Adapters.TransferPackages;

namespace Reconciler.Cli.Web.Api;

/// <summary>What was told: a page of it, or line after line while it happens.</summary>
internal sealed class EventAnswers(StateDirectory directory, TimeProvider time)
{
    private const int MostFollowers = 16;

    private static readonly TimeSpan poll = TimeSpan.FromMilliseconds(200);

    /// <summary>An empty line, by which both sides notice that the other one has gone.</summary>
    private static readonly TimeSpan silence = TimeSpan.FromSeconds(15);

    private static readonly ApiParameter since = new("since", "Only what came later: from `next` of an answer. Without it, the newest");

    private static readonly ApiParameter follow = new("follow", "`true`: a line of JSON for each event, and on until somebody ends it") { Words = ["true", "false"] };

    private readonly EventReader reader = new(directory);
    private int followers;

    internal IEnumerable<ApiRoute> Routes =>
    [
        new(HttpMethods.Get, "/events", "What syncs and run told", AnswerAsync) { Schema = "Events", Parameters = [since, follow, ApiParameter.Limit] },
    ];

    private Task<ApiAnswer?> AnswerAsync(ApiCall call)
    {
        var from = From(call);
        return call.Text(follow) == "true" ? FollowAsync(call, from) : Task.FromResult<ApiAnswer?>(Page(call, from));
    }

    private ApiAnswer Page(ApiCall call, EventPosition? from)
    {
        var (page, isWhole) = Read(call, from);
        var last = page.Count > 0 ? page[^1].After : from ?? EventPosition.Beginning;
        return ApiAnswer.Of(writer =>
        {
            writer.WriteString("kind"u8, "events"u8);
            if (!isWhole)
                writer.WriteBoolean("missed"u8, true);
            writer.WriteStartArray("events"u8);
            foreach (var line in page)
                writer.WriteRawValue(line.Text);
            writer.WriteEndArray();
            writer.WriteString("next"u8, call.Next(since, Text(last)));
        });
    }

    private async Task<ApiAnswer?> FollowAsync(ApiCall call, EventPosition? from)
    {
        if (Interlocked.Increment(ref followers) > MostFollowers)
        {
            Interlocked.Decrement(ref followers);
            throw new ApiProblem(StatusCodes.Status503ServiceUnavailable, $"{MostFollowers} follow the events already; ask again later, or without follow from time to time") { RetryAfter = silence };
        }

        try
        {
            // A service that ends does not wait for those who listen.
            var ending = call.Context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, ending);
            call.Context.Response.ContentType = "application/jsonl";
            call.Context.Response.Headers.CacheControl = "no-store";
            if (!HttpMethods.IsHead(call.Context.Request.Method))
                await FollowAsync(call, from, either.Token);
        }
        catch (OperationCanceledException)
        {
            // One of both has ended it.
        }
        finally
        {
            Interlocked.Decrement(ref followers);
        }

        return null;
    }

    private async Task FollowAsync(ApiCall call, EventPosition? from, CancellationToken cancellationToken)
    {
        var lines = Read(call, from).Lines;
        var spoken = time.GetTimestamp();
        while (true)
        {
            if (lines.Count > 0 || time.GetElapsedTime(spoken) > silence)
            {
                var text = string.Concat(lines.Select(line => line.Text + "\n"));
                await call.Context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.Length == 0 ? "\n" : text), cancellationToken);
                await call.Context.Response.Body.FlushAsync(cancellationToken);
                spoken = time.GetTimestamp();
            }

            from = lines.Count > 0 ? lines[^1].After : from ?? EventPosition.Beginning;
            await Task.Delay(poll, time, cancellationToken);
            lines = Readable(reader.ReadOn(from).Lines);
        }
    }

    private (IReadOnlyList<EventLine> Lines, bool IsWhole) Read(ApiCall call, EventPosition? from)
    {
        var read = reader.ReadOn(from);
        var lines = Readable(read.Lines);
        return ([.. from is null ? lines.TakeLast(call.Limit) : lines.Take(call.Limit)], read.IsWhole);
    }

    /// <summary>What a later version or somebody's editor wrote is left out.</summary>
    private static IReadOnlyList<EventLine> Readable(IEnumerable<EventLine> lines) => [.. lines.Where(line => EventFile.Parse(line.Text) is not null)];

    private static string Text(EventPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.File}/{position.Offset}");

    private static EventPosition? From(ApiCall call) => call.Text(since) is not { } given
        ? null
        : Cursor.TryRead(given)?.Split('/') is [var file, var offset] && file.Length is 0 or 16 && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new(file, at)
            : throw new ApiProblem(StatusCodes.Status400BadRequest, "since is none that an answer gave; take it from 'next', or leave it out for the newest events");
}
