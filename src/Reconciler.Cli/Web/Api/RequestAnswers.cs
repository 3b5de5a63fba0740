using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reconciler.Adapters.Requests;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;

namespace Reconciler.Cli.Web.Api;

/// <summary>How a request stands: whether it waits, is being done or is done, what it printed, and how it ended.</summary>
internal sealed class RequestAnswers(RequestFiles files, ReadingPlace place, TimeProvider time)
{
    private const int MostSeconds = 60;

    /// <summary>Of each output; its beginning goes first.</summary>
    private const int LongestText = 1 << 20;

    private static readonly TimeSpan poll = TimeSpan.FromMilliseconds(50);

    internal static ApiParameter Prefer { get; } = new("Prefer", $"`wait=30` answers when it is done, or after so many seconds; {MostSeconds} at most") { IsHeader = true };

    internal IEnumerable<ApiRoute> Routes =>
    [
        new(HttpMethods.Get, "/requests/{id}", "How a request stands, what it printed, and how it ended", AnswerAsync) { Schema = "Request", Parameters = [Prefer] },
    ];

    internal static string Address(string id) => $"{ApiRoute.Root}/requests/{id}";

    /// <summary>Waits as long as whoever asks prefers.</summary>
    /// <exception cref="ApiProblem">Nobody asked it, or its answer is deleted.</exception>
    internal async Task<ApiAnswer> WaitAsync(string id, ApiCall call)
    {
        var (patience, began) = (Patience(call.Context.Request), time.GetTimestamp());
        while (files.StageOf(id) is RequestStage.Waiting or RequestStage.Begun && time.GetElapsedTime(began) < patience)
            await Task.Delay(poll, time, call.Aborted);
        return Answer(id);
    }

    private async Task<ApiAnswer?> AnswerAsync(ApiCall call)
    {
        var id = (string)call.Context.Request.RouteValues["id"]!;
        return RequestFiles.IsId(id) ? await WaitAsync(id, call) : throw Unknown();
    }

    private ApiAnswer Answer(string id)
    {
        // An answer that is read to its end may be followed by the next look at the files only.
        var stage = files.StageOf(id) ?? files.StageOf(id) ?? throw Unknown();
        var parts = files.ReaderOf(id).ReadOn();
        var exit = parts.OfType<AnswerPart.Exit>().FirstOrDefault();
        if (exit is not null)
            place.Forget();
        return ApiAnswer.Of(writer =>
        {
            writer.WriteString("kind"u8, "request"u8);
            writer.WriteString("id"u8, id);
            writer.WriteString("state"u8, exit is not null ? "done"u8 : stage == RequestStage.Waiting ? "waiting"u8 : "begun"u8);
            WriteText(writer, "output", parts.OfType<AnswerPart.Out>().Select(part => part.Text));
            WriteText(writer, "messages", parts.OfType<AnswerPart.Error>().Select(part => part.Text));
            if (exit is null)
                return;

            writer.WriteNumber("exitCode"u8, exit.Code);
            writer.WriteOptional("meaning", ExitCodes.Meanings.Where(code => (int)code.Code == exit.Code).Select(code => code.Meaning).FirstOrDefault());
        }) with { Location = Address(id), Status = StatusCodes.Status200OK };
    }

    private static void WriteText(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        var text = new StringBuilder().AppendJoin("", texts);
        writer.WriteString(name, text.Length <= LongestText ? text.ToString() : "…" + text.ToString(text.Length - LongestText, LongestText));
    }

    private static TimeSpan Patience(HttpRequest request)
    {
        var wait = request.Headers["Prefer"].SelectMany(header => (header ?? "").Split(',', StringSplitOptions.TrimEntries)).FirstOrDefault(one => one.StartsWith("wait=", StringComparison.OrdinalIgnoreCase));
        return wait is null || !int.TryParse(wait.AsSpan("wait=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(seconds, MostSeconds));
    }

    private static ApiProblem Unknown() => new(StatusCodes.Status404NotFound, "there is no such request; answers are kept for a day");
}
