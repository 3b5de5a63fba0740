namespace Reconciler.Cli.Reports;

/// <summary>What a sync makes of actions that wait as declared.</summary>
internal enum Strictness
{
    /// <summary>They are no failure: exit code 0.</summary>
    AsDeclared,

    /// <summary><c>--strict</c>: any hold is one.</summary>
    AnyHold,
}
