using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>
/// A package has one version, with <c>version</c>, <c>source</c> and <c>distribute</c>, or several, with <c>versions</c>, <c>rules</c> and
/// <c>except</c>; never something of both.
/// </summary>
internal sealed class PackageForms : FieldRule
{
    private static ImmutableArray<Field> OfOneVersion => [PackageFields.Version, PackageFields.Source, PackageFields.Distribute];

    public override string Description =>
        "either 'version', 'source' and 'distribute', of which 'source' must be there, or 'versions', 'rules' and 'except', of which the first two must be there";

    public override void Check(FieldValues values, ProblemList problems)
    {
        if (values.Has(RingFields.Versions) || values.Has(RingFields.Rules))
            CheckRings(values, problems);
        else
            CheckOneVersion(values, problems);
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartObject("if"u8);
        json.WriteStartArray("anyOf"u8);
        foreach (var field in (Field[])[RingFields.Versions, RingFields.Rules])
        {
            json.WriteStartObject();
            json.WriteRequired(field.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        WriteForm(json, "then", [RingFields.Versions, RingFields.Rules], OfOneVersion);
        WriteForm(json, "else", [PackageFields.Source], [RingFields.Except]);
    }

    private static void CheckRings(FieldValues values, ProblemList problems)
    {
        if (!values.Has(RingFields.Versions))
            problems.Add(FieldDiagnostics.RulesWithoutVersions(values.KeySpan(RingFields.Rules)));
        if (!values.Has(RingFields.Rules))
            problems.Add(FieldDiagnostics.VersionsWithoutRules(values.KeySpan(RingFields.Versions)));
        foreach (var field in OfOneVersion.Where(values.Has))
            problems.Add(FieldDiagnostics.MixedForms(values.KeySpan(field), field.Name, (field == PackageFields.Distribute ? RingFields.Rules : RingFields.Versions).Name));
    }

    private static void CheckOneVersion(FieldValues values, ProblemList problems)
    {
        if (!values.Has(PackageFields.Source))
            problems.Add(FieldDiagnostics.FieldMissing(values.Span, PackageFields.Source.Name, PackageFields.Inside));
        if (values.Has(RingFields.Except))
            problems.Add(FieldDiagnostics.ExceptWithoutRules(values.KeySpan(RingFields.Except)));
    }

    private static void WriteForm(Utf8JsonWriter json, string keyword, IEnumerable<Field> required, IEnumerable<Field> refused)
    {
        json.WriteStartObject(keyword);
        json.WriteRequired(required.Select(field => field.Name));
        json.WriteStartObject("properties"u8);
        foreach (var field in refused)
            json.WriteBoolean(field.Name, false);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
