using Reconciler.Cli.Terminals;
using Reconciler.Cli.Verbs;
using Reconciler.Core.Planning;
using Reconciler.Engine.Despooling;

namespace Reconciler.Cli.Reports;

/// <summary>What happened, a line each, and counted.</summary>
internal sealed class HappenedReport(VerbContext context)
{
    private readonly Style style = context.Terminal.Style;
    private readonly Style errorStyle = context.Terminal.ErrorStyle;

    internal int Placed { get; private set; }

    internal int Removed { get; private set; }

    internal int Failed { get; private set; }

    internal int Cleaned { get; private set; }

    internal long SentBytes { get; private set; }

    internal int Count => Placed + Removed + Failed + Cleaned;

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
            Happened.ServerFailed e => $"{errorStyle.Red($"{e.Trouble.ToString().ToLowerInvariant()}:")} {e.Message} ({PlanText.Count(e.Owed, "placement")} owed)",
            Happened.SourceFailed e => $"{errorStyle.Red("failed:")} {e.Package}: {e.Message}",
            Happened.RemovalsHeld e => $"{errorStyle.Yellow("held:")} {PlanText.Count(e.Count, "removal")} of {e.Package}: {e.Message}",
            _ => null,
        };
    }

    /// <summary><c>Done: 8 placed, 12.4 MiB copied.</c></summary>
    internal string Summary()
    {
        var parts = new List<string> { $"{Placed} placed" };
        if (Removed > 0)
            parts.Add($"{Removed} removed");
        if (Cleaned > 0)
            parts.Add($"{PlanText.Count(Cleaned, "tree")} cleaned");
        if (Failed > 0)
            parts.Add(style.Red($"{Failed} failed"));
        return $"Done: {string.Join(", ", parts)}; {ByteSize.Text(SentBytes)} copied.";
    }

    private void CountIn(Happened what)
    {
        switch (what)
        {
            case Happened.Placed placed:
                Placed++;
                SentBytes += placed.SentBytes;
                break;
            case Happened.Found:
                Placed++;
                break;
            case Happened.Removed:
                Removed++;
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
