using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A SHA-256 in hexadecimal, in either case: tools print both.</summary>
internal sealed class Sha256Type : ScalarType<Digest>
{
    public static Sha256Type Instance { get; } = new();

    public override string Description => "a SHA-256 of 64 hexadecimal digits";

    public override void WriteSchema(Utf8JsonWriter json) => SourceForms.Sha256.WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, out Digest value)
    {
        if (Digest.TryParse(scalar.Text.ToLowerInvariant(), out value))
            return true;

        problems.Add(ValueDiagnostics.BadSha256(scalar.Span, scalar.Text));
        return false;
    }
}
