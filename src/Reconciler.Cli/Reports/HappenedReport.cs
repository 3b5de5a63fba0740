using Reconciler.Cli.Terminals;
using Reconciler.Cli.Calls;
using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;

namespace Reconciler.Cli.Reports;

/// <summary>What happened, a line each, and counted.</summary>
internal sealed class HappenedReport(Style style, Style errorStyle)
{
    private readonly Dictionary<ActionKind, int> done = [];

    internal HappenedReport(VerbContext context)
        : this(context.Terminal.Style, context.Terminal.ErrorStyle)
    {
    }

    internal int Placed => this[ActionKind.Place];

    internal int Updated => this[ActionKind.Update];

    internal int Refreshed => this[ActionKind.Refresh];

    /// <summary>Was there already, and is recorded now.</summary>
    internal int Found { get; private set; }

    internal int Removed => this[ActionKind.Remove];

    internal int Failed { get; private set; }

    internal int Cleaned { get; private set; }

    internal long SentBytes { get; private set; }

    internal int Count => done.Values.Sum() + Found + Failed + Cleaned;

    /// <summary>Null for what is not worth a line.</summary>
    internal string? Line(Happened what)
    {
        CountIn(what);
        return what switch
        {
            Happened.Placed e => $"{style.Green(e.Kind.Sign().ToString())} {e.Package} {e.Version} -> {e.Server}  {style.Dim(ByteSize.Text(e.SentBytes))}",
            Happened.Found e => $"{style.Green("=")} {e.Package} {e.Version} was there already on {e.Server}",
            Happened.Surprised e => $"{style.Yellow("?")} {e.Server} holds {e.Package} {e.Version}, which was not recorded; it is planned anew",
            Happened.Removed e => $"{style.Red("-")} {e.Package} {e.Version} from {e.Server}",
            Happened.Failed e => $"{errorStyle.Red("failed:")} {e.Kind.Word()} {e.Package} on {e.Server}: {e.Message}",
            Happened.ServerFailed e => $"{errorStyle.Red($"{e.Trouble.Word()}:")} {e.Message} ({PlanText.Count(e.Owed, "placement")} owed)",
            Happened.SourceFailed e => $"{errorStyle.Red("failed:")} {e.Package}: {e.Message}",
            Happened.RemovalsHeld e => $"{errorStyle.Yellow("held:")} {PlanText.Count(e.Count, "removal")} of {e.Package}: {e.Message}",
            _ => null,
        };
    }

    /// <summary><c>Done: 1 placed, 5 refreshed; 12.4 MiB copied.</c></summary>
    internal string Summary()
    {
        (int Count, string What)[] all =
        [
            (Placed, "placed"), (Updated, "updated"), (Refreshed, "refreshed"), (Found, "found there already"), (Removed, "removed"),
            (Cleaned, Cleaned == 1 ? "old tree deleted" : "old trees deleted"),
        ];
        var parts = all.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.What}").ToList();
        if (Failed > 0)
            parts.Add(style.Red($"{Failed} failed"));
        return $"Done: {(parts.Count == 0 ? "nothing" : string.Join(", ", parts))}; {ByteSize.Text(SentBytes)} copied.";
    }

    private int this[ActionKind kind] => done.GetValueOrDefault(kind);

    private void CountIn(Happened what)
    {
        switch (what)
        {
            case Happened.Placed placed:
                done[placed.Kind] = this[placed.Kind] + 1;
                SentBytes += placed.SentBytes;
                break;
            case Happened.Found:
                Found++;
                break;
            case Happened.Removed:
                done[ActionKind.Remove] = Removed + 1;
                break;
            case Happened.Cleaned:
                Cleaned++;
                break;
            case Happened.Failed:
                Failed++;
                break;
            case Happened.ServerFailed server:
                Failed += server.Owed;
                break;
            case Happened.SourceFailed source:
                Failed += source.Owed;
                break;
        }
    }
}
