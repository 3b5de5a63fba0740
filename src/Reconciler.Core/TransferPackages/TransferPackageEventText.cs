using System.Text.Json;
using Reconciler.Core.Resources;

namespace Reconciler.Core.TransferPackages;

/// <summary>One event as a JSON object: <c>did</c>, its facts, <c>servers</c>. The form in which it is recorded, and printed.</summary>
public static class TransferPackageEventText
{
    public static void Write(Utf8JsonWriter writer, TransferPackageEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteString("did"u8, Word(happened));
        WriteFacts(writer, happened);
        writer.WriteServers("servers"u8, happened.Servers);
        writer.WriteEndObject();
    }

    /// <summary>What <c>did</c> says. Never changes.</summary>
    public static string Word(TransferPackageEvent happened) => happened switch
    {
        TransferPackageEvent.Targeted => "targeted",
        TransferPackageEvent.Begun => "begun",
        TransferPackageEvent.Placed => "placed",
        TransferPackageEvent.Removed => "removed",
        TransferPackageEvent.Failed => "failed",
        TransferPackageEvent.Cleared => "cleared",
        TransferPackageEvent.Drifted => "drifted",
        TransferPackageEvent.Verified => "verified",
        TransferPackageEvent.Adopted => "adopted",
        TransferPackageEvent.Observed => "observed",
        TransferPackageEvent.Retained => "retained",
        TransferPackageEvent.Lost => "lost",
        TransferPackageEvent.Left => "left",
        TransferPackageEvent.Declared => "declared",
        TransferPackageEvent.Forgotten => "forgotten",
        TransferPackageEvent.Renamed => "renamed",
        TransferPackageEvent.RefreshAsked => "refreshAsked",
        TransferPackageEvent.Purged => "purged",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event"),
    };

    private static void WriteFacts(Utf8JsonWriter writer, TransferPackageEvent happened)
    {
        switch (happened)
        {
            case TransferPackageEvent.Targeted e:
                writer.WriteNumber("generation"u8, e.Generation);
                break;
            case TransferPackageEvent.Begun e:
                writer.WriteDigest("from"u8, e.From);
                writer.WriteDigest("to"u8, e.To);
                writer.WriteOptional("cause"u8, e.Cause);
                break;
            case TransferPackageEvent.Placed e:
                writer.WriteDigest("digest"u8, e.Digest);
                writer.WriteString("version"u8, e.Version);
                writer.WriteNumber("bytes"u8, e.Bytes);
                writer.WriteNumber("sent"u8, e.Sent);
                writer.WriteOptional("publishAs"u8, e.PublishAs);
                writer.WriteOptional("permissions"u8, Permissions.Text(e.Permissions));
                writer.WriteOptional("layout"u8, LayoutText.Text(e.Layout));
                writer.WriteString("proof"u8, e.Proof.Word());
                break;
            case TransferPackageEvent.Failed e:
                WriteFailed(writer, e);
                break;
            case TransferPackageEvent.Drifted e:
                writer.WriteDigest("digest"u8, e.Digest);
                writer.WriteString("proof"u8, e.Proof.Word());
                writer.WriteNumber("differences"u8, e.Differences);
                writer.WriteOptional("example"u8, e.Example);
                break;
            case TransferPackageEvent.Verified e:
                writer.WriteDigest("digest"u8, e.Digest);
                writer.WriteString("proof"u8, e.Proof.Word());
                break;
            case TransferPackageEvent.Adopted e:
                writer.WriteDigest("digest"u8, e.Digest);
                writer.WriteString("version"u8, e.Version);
                writer.WriteOptional("publishAs"u8, e.PublishAs);
                writer.WriteOptional("permissions"u8, Permissions.Text(e.Permissions));
                writer.WriteOptional("layout"u8, LayoutText.Text(e.Layout));
                writer.WriteString("proof"u8, e.Proof.Word());
                break;
            case TransferPackageEvent.Observed e:
                writer.WriteDigest("digest"u8, e.Digest);
                writer.WriteString("version"u8, e.Version);
                writer.WriteOptional("publishAs"u8, e.PublishAs);
                writer.WriteOptional("permissions"u8, Permissions.Text(e.Permissions));
                writer.WriteOptional("layout"u8, LayoutText.Text(e.Layout));
                break;
            case TransferPackageEvent.Retained e:
                writer.WriteDigest("digest"u8, e.Digest);
                writer.WriteString("version"u8, e.Version);
                writer.WriteOptional("layout"u8, LayoutText.Text(e.Layout));
                break;
            case TransferPackageEvent.Removed e:
                writer.WriteDigest("digest"u8, e.Digest);
                break;
            case TransferPackageEvent.Purged e:
                writer.WriteDigest("digest"u8, e.Digest);
                break;
            case TransferPackageEvent.Forgotten e:
                writer.WriteString("reason"u8, e.Reason);
                break;
            case TransferPackageEvent.Renamed e:
                writer.WriteString("was"u8, e.From.Value);
                break;
            case TransferPackageEvent.RefreshAsked e:
                writer.WriteOptional("reason"u8, e.Reason);
                break;
        }
    }

    private static void WriteFailed(Utf8JsonWriter writer, TransferPackageEvent.Failed failed)
    {
        writer.WriteDigest("digest"u8, failed.Wanted);
        if (failed.Held is { WasSeen: true, Digest: null })
            writer.WriteNull("holds"u8);
        else
            writer.WriteDigest("holds"u8, failed.Held.Digest);

        writer.WriteString("error"u8, failed.Error.Word());
        writer.WriteString("message"u8, failed.Message);
        writer.WriteNumber("attempt"u8, failed.Attempt);
        writer.WriteTime("retryAt"u8, failed.RetryAt);
    }
}
