namespace Reconciler.Cli.Calls;

/// <summary>How a verb ended. A public interface: the numbers never change.</summary>
internal enum ExitCode
{
    /// <summary>Done; or only waiting as declared.</summary>
    Done = 0,

    Error = 1,

    /// <summary><c>plan --detailed-exitcode</c>: there is something to do, or on hold.</summary>
    Differs = 2,

    /// <summary>Done but not converged: a failure, or a hold for one. <c>sync --strict</c>: any hold. <c>verify</c>: drift. <c>fmt --check</c>: differs.</summary>
    NotConverged = 3,

    /// <summary>A guard or a missing approval holds something.</summary>
    Guarded = 4,

    /// <summary>The saved plan is stale.</summary>
    StalePlan = 5,

    /// <summary>The state is locked by another.</summary>
    Locked = 6,

    /// <summary>The configuration is invalid.</summary>
    Invalid = 7,

    Cancelled = 130,
}

internal static class ExitCodes
{
    /// <summary>What <c>--help</c> lists.</summary>
    internal static (ExitCode Code, string Meaning)[] Meanings { get; } =
    [
        (ExitCode.Done, "done; or only waiting as declared (suspended servers)"),
        (ExitCode.Error, "error"),
        (ExitCode.Differs, "plan --detailed-exitcode: there is something to do, or on hold"),
        (ExitCode.NotConverged, "done but not converged: a failure, or a hold for one (sync --strict: any hold); verify: drift; fmt --check: differs"),
        (ExitCode.Guarded, "a guard or a missing approval holds something"),
        (ExitCode.StalePlan, "the saved plan is stale"),
        (ExitCode.Locked, "the state is locked by another"),
        (ExitCode.Invalid, "the configuration is invalid"),
        (ExitCode.Cancelled, "cancelled"),
    ];

    private static readonly ExitCode[] worstFirst =
    [
        ExitCode.Cancelled, ExitCode.Invalid, ExitCode.Locked, ExitCode.StalePlan, ExitCode.Error, ExitCode.Guarded, ExitCode.NotConverged, ExitCode.Differs,
        ExitCode.Done,
    ];

    internal static ExitCode Worst(params IEnumerable<ExitCode> codes) => codes.DefaultIfEmpty(ExitCode.Done).MinBy(code => Array.IndexOf(worstFirst, code));
}
