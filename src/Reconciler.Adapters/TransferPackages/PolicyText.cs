using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>A Policy inside a line. A field that is absent, since an earlier version wrote the line, has its default.</summary>
internal static class PolicyText
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Policy policy)
    {
        writer.WriteStartObject(name);
        writer.WriteBoolean("prune"u8, policy.Prune);
        writer.WriteNumber("removalGraceSeconds"u8, (long)policy.RemovalGrace.TotalSeconds);
        writer.WriteString("maxRemovalsPerPlan"u8, policy.MaxRemovals.PerPlan.ToString());
        writer.WriteString("maxRemovalsPerPackage"u8, policy.MaxRemovals.PerPackage.ToString());
        writer.WriteString("maxRemovalsPerServer"u8, policy.MaxRemovals.PerServer.ToString());
        writer.WriteNumber("verifyEverySeconds"u8, (long)policy.VerifyEvery.TotalSeconds);
        writer.WriteString("verifyProof"u8, policy.VerifyProof.Word());
        writer.WriteStartArray("ignoreExtra"u8);
        foreach (var file in policy.IgnoreExtra)
            writer.WriteStringValue(file);
        writer.WriteEndArray();
        if (policy.Drift == DriftPolicy.Correct)
            writer.WriteString("drift"u8, "correct"u8);
        writer.WriteEndObject();
    }

    /// <summary>Starts on the field's name.</summary>
    public static Policy Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        var policy = Policy.Default;
        JsonLine.ReadObject(ref reader, ref policy, ReadField);
        return policy;
    }

    private static void ReadField(ref Utf8JsonReader reader, ref Policy policy)
    {
        if (reader.ValueTextEquals("prune"u8))
            policy = policy with { Prune = reader.ReadBoolean() };
        else if (reader.ValueTextEquals("removalGraceSeconds"u8))
            policy = policy with { RemovalGrace = TimeSpan.FromSeconds(reader.ReadInt64()) };
        else if (reader.ValueTextEquals("maxRemovalsPerPlan"u8))
            policy = policy with { MaxRemovals = policy.MaxRemovals with { PerPlan = ReadLimit(ref reader) } };
        else if (reader.ValueTextEquals("maxRemovalsPerPackage"u8))
            policy = policy with { MaxRemovals = policy.MaxRemovals with { PerPackage = ReadLimit(ref reader) } };
        else if (reader.ValueTextEquals("maxRemovalsPerServer"u8))
            policy = policy with { MaxRemovals = policy.MaxRemovals with { PerServer = ReadLimit(ref reader) } };
        else if (reader.ValueTextEquals("verifyEverySeconds"u8))
            policy = policy with { VerifyEvery = TimeSpan.FromSeconds(reader.ReadInt64()) };
        else if (reader.ValueTextEquals("verifyProof"u8))
            policy = policy with { VerifyProof = ReadProof(ref reader) };
        else if (reader.ValueTextEquals("ignoreExtra"u8))
            policy = policy with { IgnoreExtra = ReadNames(ref reader) };
        else if (reader.ValueTextEquals("drift"u8))
            policy = policy with { Drift = reader.ReadString() == "correct" ? DriftPolicy.Correct : DriftPolicy.Report };
        else
            reader.Skip();
    }

    private static RemovalLimit ReadLimit(ref Utf8JsonReader reader)
    {
        var text = reader.ReadString();
        var isPercent = text.EndsWith('%');
        return int.TryParse(isPercent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new(value, isPercent)
            : throw new FormatException($"'{text}' is neither a number nor a percentage");
    }

    private static ProofKind ReadProof(ref Utf8JsonReader reader) =>
        reader.ReadString() is var word && ProofKindText.Parse(word) is { } kind ? kind : throw new FormatException($"'{word}' is no kind of proof that this version of Reconciler knows");

    private static ImmutableArray<string> ReadNames(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Expect(JsonTokenType.StartArray);
        var names = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            names.Add(reader.GetString()!);
        reader.Expect(JsonTokenType.EndArray);
        return names.ToImmutable();
    }
}
