namespace Reconciler.Core.Planning;

/// <summary>How <see cref="PlanFile"/> writes sets of servers.</summary>
public enum ServerForm
{
    /// <summary>Every set as an array of names: for whoever reads the JSON.</summary>
    Names,

    /// <summary>A table of names once, and each set of more than <see cref="PlanFile.NamedAtMost"/> servers as a bit map over it: for plans that are kept.</summary>
    Compact,
}
