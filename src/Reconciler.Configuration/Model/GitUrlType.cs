using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>Where a Git repository is.</summary>
internal sealed class GitUrlType : ScalarType<GitUrl>
{
    public static GitUrlType Instance { get; } = new();

    public override string Description => "a URL of a Git repository";

    public override void WriteSchema(Utf8JsonWriter json) => GitForms.Url.WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, [MaybeNullWhen(false)] out GitUrl value)
    {
        if (GitUrl.TryParse(scalar.Text, out value, out var problem))
            return true;

        problems.Add(ValueDiagnostics.BadGitUrl(scalar.Span, problem));
        return false;
    }
}
