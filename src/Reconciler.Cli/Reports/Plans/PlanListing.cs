namespace Reconciler.Cli.Reports.Plans;

/// <summary>How much of a plan its text tells.</summary>
internal enum PlanListing
{
    /// <summary>Every action and its cause, or, where these are many, what fits on one screen.</summary>
    Usual,

    /// <summary>A line for every action, and no more.</summary>
    Concise,

    /// <summary>Every action, the files that updates change, what needs nothing, and what is pending anyway.</summary>
    All,
}
