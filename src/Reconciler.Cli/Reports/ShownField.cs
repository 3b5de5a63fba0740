using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports;

/// <summary>One value of a shown thing, and where it comes from: <c>retain  1 (stores/london.yaml:9)</c>.</summary>
/// <param name="Text">Null where there is none: left out.</param>
/// <param name="Json">Writes the value, without its name.</param>
internal sealed record ShownField(string Name, string? Text, Action<Utf8JsonWriter> Json)
{
    internal const string Default = "default";

    /// <summary>A file and line, or <see cref="Default"/>; null where there is nothing to say.</summary>
    internal string? From { get; private init; }

    /// <summary>Further lines below the text.</summary>
    internal ImmutableArray<string> More { get; private init; } = [];

    internal static ShownField Of(string name, string? text) => new(name, text, writer => writer.WriteStringValue(text));

    internal static ShownField Of(string name, long number) =>
        new(name, number.ToString(CultureInfo.InvariantCulture), writer => writer.WriteNumberValue(number));

    internal static ShownField Of(string name, bool flag) => new(name, flag ? "true" : "false", writer => writer.WriteBooleanValue(flag));

    /// <summary><c>12.4 MiB</c>; a number of bytes in JSON.</summary>
    internal static ShownField Bytes(string name, long bytes) => Of(name, bytes) with { Text = ByteSize.Text(bytes) };

    internal static ShownField Time(string name, DateTimeOffset? at) =>
        new(name, at is { } time ? Moment.Text(time) : null, writer => writer.WriteStringValue(JsonFields.Text(at!.Value)));

    internal static ShownField Of(string name, IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        return new(name, all.Length == 0 ? null : string.Join(", ", all), writer =>
        {
            writer.WriteStartArray();
            foreach (var text in all)
                writer.WriteStringValue(text);
            writer.WriteEndArray();
        });
    }

    /// <summary>Names, each with its own line.</summary>
    internal static ShownField Of(string name, ImmutableArray<Reference> references) =>
        new(name, references.IsEmpty ? null : string.Join(", ", references.Select(reference => $"{reference.Name} ({reference.At.FileAndLine})")), writer =>
        {
            writer.WriteStartArray();
            foreach (var reference in references)
            {
                writer.WriteStartObject();
                writer.WriteString("name"u8, reference.Name);
                writer.WritePlace("at", reference.At);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    /// <summary>A line each.</summary>
    internal static ShownField Lines(string name, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        return Of(name, all) with { More = [.. all.Skip(1)], Text = all.FirstOrDefault() };
    }

    /// <summary>The line that says so; without one it is the default.</summary>
    internal ShownField SaidAt(SourcePosition? at) => this with { From = at?.FileAndLine ?? Default };
}
