namespace Reconciler.Core.Planning;

/// <summary>Why an action must wait. Printed with the words of <see cref="HoldReasonText"/>, in text and JSON.</summary>
public enum HoldReason
{
    /// <summary>No answer at the last visit.</summary>
    Unreachable,

    /// <summary>The root is not there, or has lost its claim though placements are recorded.</summary>
    NotMounted,

    /// <summary>A failed attempt waits for its next try.</summary>
    BackOff,

    /// <summary>The root belongs to another estate, or to another server.</summary>
    Foreign,

    /// <summary>The operator's settings do not allow this address or source.</summary>
    NotAllowed,

    /// <summary>The operator's settings do not have the login that is named, or the server refused it.</summary>
    Credentials,

    /// <summary>Something that Reconciler did not place stands at the package's path.</summary>
    Conflict,

    SourceFailed,

    SourceChanging,

    /// <summary>The server shows this version with another content, and what readers know by its version never changes.</summary>
    VersionChanged,

    /// <summary>The package's Transfer Package cannot be read.</summary>
    RecordCorrupt,

    /// <summary>A guard holds the plan's removals until somebody approves them.</summary>
    Guard,

    /// <summary>Somebody wants nothing to be done on the server for a while.</summary>
    Suspended,
}

/// <summary>What a hold means for the exit code.</summary>
public enum HoldClass
{
    /// <summary>Waiting as declared: exit code 0.</summary>
    Waiting,

    /// <summary>A guard or a missing approval: exit code 4.</summary>
    Guarded,

    /// <summary>Something is wrong: exit code 3.</summary>
    NotConverged,
}

public static class HoldReasonText
{
    public static string Word(this HoldReason reason) => reason switch
    {
        HoldReason.Unreachable => "unreachable",
        HoldReason.NotMounted => "not-mounted",
        HoldReason.BackOff => "back-off",
        HoldReason.Foreign => "foreign",
        HoldReason.NotAllowed => "not-allowed",
        HoldReason.Credentials => "credentials",
        HoldReason.Conflict => "conflict",
        HoldReason.SourceFailed => "source-failed",
        HoldReason.SourceChanging => "source-changing",
        HoldReason.VersionChanged => "version-changed",
        HoldReason.RecordCorrupt => "record-corrupt",
        HoldReason.Guard => "guard",
        HoldReason.Suspended => "suspended",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "unknown reason"),
    };

    /// <exception cref="FormatException">Not such a word.</exception>
    public static HoldReason Parse(string word) =>
        Enum.GetValues<HoldReason>().Where(reason => reason.Word() == word).Select(reason => (HoldReason?)reason).FirstOrDefault()
        ?? throw new FormatException($"'{word}' is not a reason to hold an action");

    public static HoldClass Class(this HoldReason reason) => reason switch
    {
        HoldReason.Suspended => HoldClass.Waiting,
        HoldReason.Guard => HoldClass.Guarded,
        _ => HoldClass.NotConverged,
    };
}
