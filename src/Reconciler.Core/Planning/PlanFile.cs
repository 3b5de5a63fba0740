using System.Text.Json;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>
/// A plan as JSON, format 1.4: what <c>-o json</c> prints, and what is saved to be carried out or approved later. Minor versions only add
/// fields. A set of servers is an array of names, or the base64 of a bit map over <c>table</c>, lowest bit first. Of what is kept only the
/// number is written.
/// </summary>
public static class PlanFile
{
    public const string FormatVersion = "1.4";

    public const string Kind = "plan";

    /// <summary>In the compact form, a larger set is written as a bit map.</summary>
    public const int NamedAtMost = 32;

    private const string MakeAnew = "make it anew with 'reconciler plan --save FILE'";

    public static byte[] Write(Plan plan, ServerForm form) => new PlanFileWriter(plan, form).Write();

    /// <summary>What a part of a plan does, into the object that <paramref name="json"/> has open: counts, actions, renames, guards and details, in the form of a whole plan.</summary>
    public static void WritePart(Utf8JsonWriter json, Plan part) => new PlanFileWriter(part, ServerForm.Names).WritePart(json);

    /// <param name="table">New names get numbers in it.</param>
    /// <exception cref="FormatException">Not a plan, of a later format, or changed since it was written; the message says what to do.</exception>
    public static Plan Read(ReadOnlySpan<byte> json, ServerTable table)
    {
        using var document = Parse(json);
        var root = document.RootElement;
        RefuseOtherFormats(root);
        var (plan, hash) = Checked(() => (PlanFileReader.Read(root, table), root.GetProperty("hash").GetString()));
        return plan.Hash == hash
            ? plan
            : throw new FormatException($"The plan says that its hash is {hash}, and its actions give {plan.Hash}: it was changed after it was saved. Take the file as it was saved, or {MakeAnew}.");
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var document = JsonDocument.ParseValue(ref reader);
            return reader.Read() ? throw new FormatException($"This is not a saved plan: something follows its end; {MakeAnew}.") : document;
        }
        catch (JsonException e)
        {
            throw NoPlan(e);
        }
    }

    private static void RefuseOtherFormats(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String || !kind.ValueEquals(Kind)
            || !root.TryGetProperty("formatVersion", out var format) || format.ValueKind != JsonValueKind.String)
            throw new FormatException($"This is not a saved plan: it has no \"kind\": \"{Kind}\" with a \"formatVersion\"; {MakeAnew}.");

        var version = format.GetString()!;
        if (!version.StartsWith("1.", StringComparison.Ordinal))
            throw new FormatException($"The plan was saved in format {version}, and this version of reconciler reads 1.x: use the version that saved it, or {MakeAnew}.");
    }

    private static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw NoPlan(e);
        }
    }

    private static FormatException NoPlan(Exception e) => new($"This is not a whole saved plan ({e.Message.TrimEnd('.')}); {MakeAnew}.", e);
}
