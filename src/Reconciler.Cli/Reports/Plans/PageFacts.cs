using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What it costs, how long it takes, who approved it, and how well that which is kept is proven.</summary>
internal sealed class PageFacts(HtmlWriter html)
{
    internal void Write(Plan plan)
    {
        html.Line($"<dl class=\"facts\">");
        WriteCopying(plan);
        if (plan.Details is { } details)
        {
            if (details.Forecast is { } forecast)
                Write("Time", Took(forecast), Unmeasured(forecast));
            WriteSpace(details);
            foreach (var approval in details.Approvals)
                Write("Approved", Approval(approval), approval.Reason is { } reason ? $"“{reason}”" : null);
            foreach (var proof in details.Proofs)
                Write($"Proof: {proof.Kind.Word()}", $"{PlanText.Count(proof.Placements, "placement")} kept", Age(proof, plan.MadeAt));
        }

        html.Line($"</dl>");
    }

    private void WriteCopying(Plan plan)
    {
        var counts = plan.Counts;
        var reused = plan.Actions.Where(action => !action.IsHeld).Sum(action => action.Copy.ReusedBytes);
        Write("To copy", $"{ByteSize.Text(counts.Bytes)} to {PlanText.Count(counts.ServersToCopyTo, "server")}", reused > 0 ? $"{ByteSize.Text(reused)} saved: the servers have them already" : null);
    }

    private void WriteSpace(PlanDetails details)
    {
        if (details.Spaces.IsEmpty)
            return;

        var lacking = details.Spaces.Count(space => space.IsShort);
        Write("Free space", lacking == 0 ? $"enough on {PlanText.Count(details.Spaces.Length, "server")}" : $"too little on {lacking} of {PlanText.Count(details.Spaces.Length, "server")}", "as far as recorded");
    }

    private void Write(string term, string fact, string? more)
    {
        html.Add($"<div><dt>{term}</dt><dd>{fact}");
        if (more is not null)
            html.Add($" <small>{more}</small>");
        html.Line($"</dd></div>");
    }

    private static string Took(Forecast forecast) => forecast.Took is { } took ? $"about {Moment.Age(took < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : took)}" : "not known yet";

    private static string Unmeasured(Forecast forecast)
    {
        var unmeasured = forecast.Unmeasured.IsEmpty ? null : $"{PlanText.Count(forecast.Unmeasured.Count, "server")} without a measured rate";
        return string.Join("; ", new[] { forecast.Slowest is { } slowest ? $"{slowest} is the slowest" : null, unmeasured }.Where(part => part is not null));
    }

    private static string Approval(PlanApproval approval) =>
        $"{PlanText.Count(approval.Removals, "removal")} by {approval.Actor}{(approval.Expires is { } expires ? $", until {Moment.Text(expires)}" : "")}";

    private static string Age(ProofShare proof, DateTimeOffset now) =>
        $"the oldest {Moment.Age(now - proof.Oldest)} ago{(proof.Stale > 0 ? $"; {proof.Stale} older than verify.every" : "")}";
}
