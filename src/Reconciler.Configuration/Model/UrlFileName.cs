using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A URL whose file is not unpacked must say what the file is called.</summary>
internal sealed class UrlFileName : FieldRule
{
    public override string Description => "a 'url' ends with the name of a file, or 'unpack' is true";

    public override void Check(FieldValues values, ProblemList problems)
    {
        if (values.Find(SourceFields.Url) is { } url && !values.Get(SourceFields.Unpack, fallback: false) && SourceUrl.FileNameOf(url) is null)
            problems.Add(ValueDiagnostics.UrlWithoutFileName(values.ValueSpan(SourceFields.Url), url));
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        WriteIf(json, SourceFields.Unpack.Name, () =>
        {
            json.WriteBooleanValue(true);
            json.WriteStringValue("true"u8);
        });
        json.WriteStartObject("else"u8);
        json.WriteStartObject("properties"u8);
        json.WriteStartObject(SourceFields.Url.Name);
        json.WritePattern(SourceForms.UrlWithFileName, "a URL that ends with the name of a file, or 'unpack: true'");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
