using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Spools;

/// <summary>A result as one JSON object, for spools that reach past this process. Unknown fields are ignored, an unknown result is an error.</summary>
public static class CopyResultText
{
    public static ReadOnlyMemory<byte> Write(CopyResult result) => JsonLine.Write(json =>
    {
        json.WriteString("did"u8, Word(result));
        json.WriteString("id"u8, result.Id);
        json.WriteString("order"u8, result.Order.ToString());
        WriteFacts(json, result);
    });

    /// <exception cref="FormatException">Not a result that this version knows.</exception>
    public static CopyResult Read(ReadOnlyMemory<byte> text) => SpoolJson.Read<CopyResult>(text, json =>
    {
        var (id, order) = (json.Text("id"), json.Order());
        return json.Text("did") switch
        {
            "visited" => new CopyResult.Visited(
                id, order, ReadFree(json), json.GetProperty("wasClaimed").GetBoolean())
            {
                Atomicity = AtomicityText.Parse(json.OptionalText("atomicity")),
            },
            "placed" => new CopyResult.Placed(id, order, json.GetProperty("bytes").GetInt64(), json.GetProperty("sent").GetInt64(), json.Proof()),
            "adopted" => new CopyResult.Adopted(id, order, json.Proof()),
            "observed" => new CopyResult.Observed(id, order, json.Digest("digest"), json.Text("version"), json.OptionalText("publishAs"))
            {
                Permissions = Permissions.Parse(json.OptionalText("permissions")),
                Layout = LayoutText.Parse(json.OptionalText("layout")),
            },
            "removed" => new CopyResult.Removed(id, order),
            "notThere" => new CopyResult.NotThere(id, order),
            "cleaned" => new CopyResult.Cleaned(id, order),
            "verified" => new CopyResult.Verified(id, order, [.. json.GetProperty("differences").EnumerateArray().Select(ReadDifference)])
            {
                Proof = json.TryGetProperty("proof", out _) ? json.Proof() : null,
            },
            "departed" => new CopyResult.Departed(id, order, ReadCopied(json)),
            "failed" => new CopyResult.Failed(
                id, order, TroubleKindText.Parse(json.Text("error")) ?? throw SpoolJson.Unknown("error", json.Text("error")), json.Text("message"),
                json.GetProperty("wasTouched").GetBoolean(), ReadHeld(json), json.OptionalDigest("missing")),
            var word => throw SpoolJson.Unknown("result", word),
        };
    });

    private static string Word(CopyResult result) => result switch
    {
        CopyResult.Visited => "visited",
        CopyResult.Placed => "placed",
        CopyResult.Adopted => "adopted",
        CopyResult.Observed => "observed",
        CopyResult.Removed => "removed",
        CopyResult.NotThere => "notThere",
        CopyResult.Cleaned => "cleaned",
        CopyResult.Verified => "verified",
        CopyResult.Departed => "departed",
        CopyResult.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "unknown result"),
    };

    private static void WriteFacts(Utf8JsonWriter json, CopyResult result)
    {
        switch (result)
        {
            case CopyResult.Visited visited:
                json.WriteOptional("freeBytes"u8, visited.FreeBytes);
                json.WriteBoolean("wasClaimed"u8, visited.WasClaimed);
                json.WriteOptional("atomicity"u8, visited.Atomicity?.Word());
                break;
            case CopyResult.Placed placed:
                json.WriteNumber("bytes"u8, placed.SizeBytes);
                json.WriteNumber("sent"u8, placed.SentBytes);
                json.WriteString("proof"u8, placed.Proof.Word());
                break;
            case CopyResult.Adopted adopted:
                json.WriteString("proof"u8, adopted.Proof.Word());
                break;
            case CopyResult.Observed observed:
                json.WriteDigest("digest"u8, observed.Digest);
                json.WriteString("version"u8, observed.Version);
                json.WriteOptional("publishAs"u8, observed.PublishAs);
                json.WriteOptional("permissions"u8, Permissions.Text(observed.Permissions));
                json.WriteOptional("layout"u8, LayoutText.Text(observed.Layout));
                break;
            case CopyResult.Verified verified:
                WriteDifferences(json, verified.Differences);
                json.WriteOptional("proof"u8, verified.Proof?.Word());
                break;
            case CopyResult.Departed { Copied: { } copied }:
                json.WriteNumber("sent"u8, copied.Bytes);
                json.WriteNumber("milliseconds"u8, (long)copied.Took.TotalMilliseconds);
                json.WriteOptional("freeBytes"u8, copied.FreeBytes);
                break;
            case CopyResult.Failed failed:
                WriteFailed(json, failed);
                break;
        }
    }

    /// <summary>As in a Transfer Package: <c>holds</c> is absent when nobody could look, and null when nothing was there.</summary>
    private static void WriteFailed(Utf8JsonWriter json, CopyResult.Failed failed)
    {
        json.WriteString("error"u8, failed.Kind.Word());
        json.WriteString("message"u8, failed.Message);
        json.WriteBoolean("wasTouched"u8, failed.WasTouched);
        if (failed.Held is { WasSeen: true, Digest: null })
            json.WriteNull("holds"u8);
        else
            json.WriteDigest("holds"u8, failed.Held.Digest);
        json.WriteDigest("missing"u8, failed.Missing);
    }

    private static CopyMeasurement? ReadCopied(JsonElement json) => json.TryGetProperty("sent", out var sent)
        ? new(sent.GetInt64(), TimeSpan.FromMilliseconds(json.GetProperty("milliseconds").GetInt64()), ReadFree(json))
        : null;

    private static long? ReadFree(JsonElement json) => json.TryGetProperty("freeBytes", out var free) ? free.GetInt64() : null;

    private static HeldObservation ReadHeld(JsonElement json) =>
        !json.TryGetProperty("holds", out _) ? HeldObservation.Unknown
        : json.OptionalDigest("holds") is { } held ? HeldObservation.Of(held)
        : HeldObservation.Nothing;

    private static void WriteDifferences(Utf8JsonWriter json, ImmutableArray<Difference> differences)
    {
        json.WriteStartArray("differences"u8);
        foreach (var difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, difference.Kind.Word());
            json.WriteString("path"u8, difference.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Difference ReadDifference(JsonElement json) =>
        new(DifferenceKindText.Parse(json.Text("kind")) ?? throw SpoolJson.Unknown("difference", json.Text("kind")), json.Text("path"));
}
