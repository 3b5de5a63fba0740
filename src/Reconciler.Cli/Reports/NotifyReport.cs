using Reconciler.Adapters.Notifications;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Notifications;

namespace Reconciler.Cli.Reports;

/// <summary>Who is notified, and what each was told last.</summary>
internal sealed class NotifyReport(VerbContext context)
{
    internal Task WriteAsync(IReadOnlyList<(ReceiverSettings Receiver, Told? Told)> receivers) =>
        context.Format == OutputFormat.Json ? WriteJsonAsync(receivers) : WriteTextAsync(receivers);

    private async Task WriteTextAsync(IReadOnlyList<(ReceiverSettings Receiver, Told? Told)> receivers)
    {
        var table = new TextTable("RECEIVER", "KIND", "TOLD", "WHEN", "LAST");
        foreach (var (receiver, told) in receivers)
            table.Add(receiver.Name, receiver.Kind.Word(), Wish(receiver), told is null ? "never" : Moment.Text(told.At), told is null ? "" : Last(told));
        foreach (var line in table.Lines(context.Terminal.Style))
            await context.Terminal.Out.WriteLineAsync(line);
    }

    private Task WriteJsonAsync(IReadOnlyList<(ReceiverSettings Receiver, Told? Told)> receivers) => JsonReport.WriteAsync(context.Terminal.Out, writer =>
    {
        writer.WriteString("kind"u8, "receivers"u8);
        writer.WriteStartArray("receivers"u8);
        foreach (var (receiver, told) in receivers)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, receiver.Name);
            writer.WriteString("kind"u8, receiver.Kind.Word());
            writer.WriteString("told"u8, Wish(receiver));
            writer.WriteOptional("scope"u8, receiver.Scope.IsEverything ? null : receiver.Scope.ToString());
            if (told is not null)
            {
                writer.WriteStartObject("last"u8);
                writer.WriteTime("at"u8, told.At);
                writer.WriteString("state"u8, told.State.Word());
                writer.WriteOptional("commit"u8, told.Commit);
                writer.WriteTime("since"u8, told.Since);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string Wish(ReceiverSettings receiver) => receiver.Kind.IsOfCommits() ? "commits" : receiver.OnlyFailures ? "failures" : "all";

    private static string Last(Told told) => $"{told.State.Word()}{(told.Commit is { } commit ? $" {commit[..7]}" : "")}{(told.Since is { } since ? $", since {Moment.Text(since)}" : "")}";
}
