using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>For each reason to hold an action, what it means and what to do.</summary>
internal static class HoldAdvice
{
    /// <summary>Whole sentences.</summary>
    internal static string Of(HoldReason reason) => reason switch
    {
        HoldReason.Unreachable => "No answer at the last visit. What is owed is copied as soon as there is one.",
        HoldReason.NotMounted => "The root is not there. Mount it, or see that the address is right.",
        HoldReason.BackOff => "The last try failed, and the next one waits. 'reconciler why SERVER PACKAGE' says what went wrong.",
        HoldReason.Foreign => "The root belongs to another estate, or to another server. See that the address is right.",
        HoldReason.NotAllowed => "The settings do not allow it. Whoever operates Reconciler adds the line that the action names.",
        HoldReason.Credentials => "The login is not in the settings, or the server refused it. 'reconciler why SERVER PACKAGE' says which; whoever operates Reconciler mends it.",
        HoldReason.Conflict => "Something that Reconciler did not place stands there. Move it away, or take it over with 'reconciler adopt' when its content is equal.",
        HoldReason.SourceFailed => "The content cannot be read, or cannot be placed as it is. Mend its source.",
        HoldReason.SourceChanging => "The content changed while it was read. It is read again at the next run.",
        HoldReason.VersionChanged => "Readers know this version with another content. Give the new content a new version.",
        HoldReason.RecordCorrupt => "The record cannot be read. 'reconciler adopt' rebuilds it from what the servers hold.",
        HoldReason.Guard => "A guard holds removals until somebody approves them.",
        HoldReason.Suspended => "It waits as declared. It goes on when the suspension ends: by itself, by its line in Git, or by 'reconciler resume SERVER'.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "unknown reason"),
    };
}
