using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reconciler.Cli.Calls;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>Diagnostics as SARIF 2.1.0: what code scanning of Git hosts and editors reads. Paths count from the repository's root.</summary>
/// <param name="commit">Whose files the places are in.</param>
/// <param name="ending">The closing line.</param>
/// <remarks>https://docs.oasis-open.org/sarif/sarif/v2.1.0/</remarks>
internal sealed class SarifLog(string commit, ImmutableArray<Diagnostic> diagnostics, string ending)
{
    /// <summary>GitHub shows no more of a run.</summary>
    internal const int ResultLimit = 5_000;

    private const string Root = "%SRCROOT%";

    private static readonly JsonWriterOptions options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>By place. Where there are too many, errors go first.</summary>
    private readonly ImmutableArray<Diagnostic> shown = diagnostics.Length <= ResultLimit
        ? diagnostics
        : [.. diagnostics.OrderByDescending(diagnostic => diagnostic.Severity).Take(ResultLimit).Order()];

    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    /// <summary>Ended by a line feed.</summary>
    internal ReadOnlyMemory<byte> Bytes()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
            Write(json);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter json)
    {
        string[] codes = [.. shown.Select(diagnostic => diagnostic.Code).Distinct().Order(StringComparer.Ordinal)];
        json.WriteStartObject();
        json.WriteString("$schema"u8, "https://json.schemastore.org/sarif-2.1.0.json"u8);
        json.WriteString("version"u8, "2.1.0"u8);
        json.WriteStartArray("runs"u8);
        json.WriteStartObject();
        WriteTool(json, codes);
        json.WriteString("columnKind"u8, "utf16CodeUnits"u8);
        json.WriteStartObject("originalUriBaseIds"u8);
        json.WriteStartObject(Root);
        WriteText(json, "description", "The root of the configuration repository");
        json.WriteEndObject();
        json.WriteEndObject();
        WriteInvocation(json);
        json.WriteList("results", shown, diagnostic => WriteResult(json, diagnostic, Array.BinarySearch(codes, diagnostic.Code, StringComparer.Ordinal)));
        json.WriteStartObject("properties"u8);
        json.WriteString("commit"u8, commit);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTool(Utf8JsonWriter json, string[] codes)
    {
        json.WriteStartObject("tool"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("name"u8, "reconciler"u8);
        json.WriteString("version"u8, ProgramVersion.Text);
        json.WriteList("rules", codes, code => WriteRule(json, code, shown.First(diagnostic => diagnostic.Code == code).Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The page of a code: <c># RCN2004: unknown field</c>, then what it is about.</summary>
    private static void WriteRule(Utf8JsonWriter json, string code, Severity severity)
    {
        json.WriteString("id"u8, code);
        if (CodePages.Find(code) is { } page)
        {
            var heading = page[..page.IndexOf('\n', StringComparison.Ordinal)];
            var help = page[heading.Length..].Trim('\n');
            WriteText(json, "shortDescription", heading[(heading.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            json.WriteStartObject("help"u8);
            json.WriteString("text"u8, help);
            json.WriteString("markdown"u8, help);
            json.WriteEndObject();
        }

        json.WriteStartObject("defaultConfiguration"u8);
        json.WriteString("level"u8, Level(severity));
        json.WriteEndObject();
    }

    private void WriteInvocation(Utf8JsonWriter json)
    {
        json.WriteStartArray("invocations"u8);
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful"u8, true);
        json.WriteList("toolExecutionNotifications", (string[])[ending, .. More()], text =>
        {
            json.WriteString("level"u8, "note"u8);
            WriteText(json, "message", text);
        });
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private IEnumerable<string> More() => diagnostics.Length == shown.Length
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{diagnostics.Length - ResultLimit} of {diagnostics.Length} results are left out: no more than {ResultLimit} are shown. 'reconciler validate' counts them all.")];

    private void WriteResult(Utf8JsonWriter json, Diagnostic diagnostic, int rule)
    {
        json.WriteString("ruleId"u8, diagnostic.Code);
        json.WriteNumber("ruleIndex"u8, rule);
        json.WriteString("level"u8, Level(diagnostic.Severity));
        WriteText(json, "message", diagnostic.Sentence);
        json.WriteList("locations", diagnostic.At.File.Length == 0 ? [] : (SourceSpan[])[diagnostic.Span], span => WritePlace(json, span));
        if (!diagnostic.Related.IsEmpty)
        {
            var id = 0;
            json.WriteList("relatedLocations", diagnostic.Related, place =>
            {
                json.WriteNumber("id"u8, ++id);
                WritePlace(json, place.Span);
                WriteText(json, "message", place.Why);
            });
        }

        json.WriteStartObject("partialFingerprints"u8);
        json.WriteString("reconciler/v1"u8, Fingerprint(diagnostic));
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteStartObject("physicalLocation"u8);
        json.WriteStartObject("artifactLocation"u8);
        json.WriteString("uri"u8, string.Join('/', span.At.File.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId"u8, Root);
        json.WriteEndObject();
        if (span.At.Line > 0)
        {
            json.WriteStartObject("region"u8);
            json.WriteNumber("startLine"u8, span.At.Line);
            json.WriteNumber("startColumn"u8, Math.Max(1, span.At.Column));
            json.WriteNumber("endColumn"u8, Math.Max(1, span.At.Column) + span.Length);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The same problem in a later commit, though its line has moved.</summary>
    private string Fingerprint(Diagnostic diagnostic)
    {
        var problem = $"{diagnostic.Code}\n{diagnostic.At.File}\n{diagnostic.Message}";
        var number = seen[problem] = seen.GetValueOrDefault(problem) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{problem}\n{number}"))))[..32];
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    /// <summary>A message may hold links, <c>[text](target)</c>: names from Git must not make one.</summary>
    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, text.Replace("](", "] (", StringComparison.Ordinal));
        json.WriteEndObject();
    }
}
