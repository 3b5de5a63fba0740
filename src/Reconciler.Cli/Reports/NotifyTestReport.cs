using Reconciler.Adapters.Notifications;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Notifications;
using Reconciler.Cli.Terminals;
using Reconciler.Engine.Notifications;

namespace Reconciler.Cli.Reports;

/// <summary>Tries receivers, one after the other, and shows what each answers.</summary>
internal sealed class NotifyTestReport(VerbContext context)
{
    private readonly Terminal terminal = context.Terminal;

    /// <param name="commit">Whose status is tried; empty where no receiver is told about commits.</param>
    internal async Task<ExitCode> WriteAsync(IReadOnlyList<SetUpReceiver> receivers, string commit, CancellationToken cancellationToken)
    {
        var answers = new List<TriedReceiver>();
        foreach (var receiver in receivers)
        {
            var answer = await TryAsync(receiver, commit, cancellationToken);
            answers.Add(answer);
            if (context.Format == OutputFormat.Text)
                await WriteAsync(answer);
        }

        if (context.Format == OutputFormat.Json)
            await WriteJsonAsync(answers);
        return answers.TrueForAll(answer => answer.IsTaken) ? ExitCode.Done : ExitCode.Error;
    }

    private async Task<TriedReceiver> TryAsync(SetUpReceiver receiver, string commit, CancellationToken cancellationToken)
    {
        var now = context.Surroundings.Time.GetUtcNow();
        var notice = new Notice.Test(Guid.NewGuid().ToString("n"), new("test", BulletinState.Converged, now), commit);
        try
        {
            var answer = await receiver.Receiver.TellAsync(notice, cancellationToken);
            return new(receiver, IsTaken: true, $"{answer.To} answered {answer.Text}");
        }
        catch (DeliveryException failure)
        {
            return new(receiver, IsTaken: false, failure.Message);
        }
    }

    private Task WriteAsync(TriedReceiver tried)
    {
        var line = $"{tried.Receiver.Rules.Name} ({tried.Receiver.Settings.Kind.Word()}): {VisibleText.Of(tried.Message)}";
        return tried.IsTaken
            ? terminal.Out.WriteLineAsync(line)
            : terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} {line}");
    }

    private Task WriteJsonAsync(List<TriedReceiver> answers) => JsonReport.WriteAsync(terminal.Out, writer =>
    {
        writer.WriteString("kind"u8, "notifyTest"u8);
        writer.WriteStartArray("receivers"u8);
        foreach (var tried in answers)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, tried.Receiver.Rules.Name);
            writer.WriteString("kind"u8, tried.Receiver.Settings.Kind.Word());
            writer.WriteBoolean("taken"u8, tried.IsTaken);
            writer.WriteString("message"u8, tried.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}

internal sealed record TriedReceiver(SetUpReceiver Receiver, bool IsTaken, string Message);
