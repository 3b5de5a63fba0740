using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>An absolute or UNC path on the site server, without a slash at the end.</summary>
internal sealed class DirectoryType : ScalarType<string>
{
    public static DirectoryType Instance { get; } = new();

    public override string Description => "an absolute path";

    public override void WriteSchema(Utf8JsonWriter json) => AddressForms.Directory.WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        if (!AddressText.TryParse(scalar.Text, out var address, out var problem))
            problems.Add(ValueDiagnostics.BadPath(scalar.Span, field, scalar.Text, problem));
        else if (address.Kind is AddressKind.Sftp or AddressKind.Bucket)
            problems.Add(ValueDiagnostics.BadPath(scalar.Span, field, scalar.Text, "it is on another host; mount it here, or name it as 'url' or 'git'"));
        else if (address.Kind == AddressKind.Relative)
            problems.Add(ValueDiagnostics.BadPath(scalar.Span, field, scalar.Text, "it must be absolute; use 'path' for what lies in this repository"));
        else
            value = address.Path;
        return value is not null;
    }
}
