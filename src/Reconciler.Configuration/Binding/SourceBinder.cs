using Reconciler.Configuration.Model;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

/// <param name="configurationPath">No source may contain it.</param>
internal sealed class SourceBinder(string configurationPath, ProblemList problems)
{
    /// <summary>Each says where the content is; a source has one of them.</summary>
    private static readonly Field[] kinds = [SourceFields.Path, SourceFields.Directory, SourceFields.Url];

    /// <summary>Fields that only go with one kind.</summary>
    private static readonly (Field Field, Field Kind)[] companions =
    [
        (SourceFields.Sha256, SourceFields.Url),
        (SourceFields.Unpack, SourceFields.Url),
        (SourceFields.Follow, SourceFields.Directory),
    ];

    /// <returns>Null when there is none; that has been reported.</returns>
    public PackageSource? Bind(FieldValues source)
    {
        var said = kinds.Where(source.Has).ToArray();
        if (said is not [var kind])
        {
            problems.Add(said.Length == 0
                ? FieldDiagnostics.NoSource(source.Span)
                : FieldDiagnostics.TooManySources(source.KeySpan(said[1]), said[0].Name, said[1].Name));
            return null;
        }

        foreach (var (field, owner) in companions.Where(companion => companion.Kind != kind && source.Has(companion.Field)))
            problems.Add(Misplaced(source, field, owner, kind));

        if (kind == SourceFields.Path)
            return source.Find(SourceFields.Path) is { } path ? InRepository(path, source.ValueSpan(kind)) : null;
        if (kind == SourceFields.Url)
            return AtUrl(source);

        return source.Find(SourceFields.Directory) is { } directory
            ? new PackageSource.OnSiteServer(directory, source.ValueSpan(kind).At) { Follow = source.Get(SourceFields.Follow, fallback: false) }
            : null;
    }

    private static Diagnostic Misplaced(FieldValues source, Field field, Field owner, Field kind)
    {
        if (field != SourceFields.Follow)
            return FieldDiagnostics.FieldOfAnotherSource(source.KeySpan(field), field.Name, owner.Name, kind.Name);

        return FieldDiagnostics.NothingToFollow(source.KeySpan(field), kind == SourceFields.Url
            ? "a 'url' is held to its sha256; to have another content, change both"
            : "a 'path' is read at every commit as it is");
    }

    private PackageSource.InRepository InRepository(string path, SourceSpan span)
    {
        if (path.Length == 0 || EntryPath.IsSameOrBelow(configurationPath, path))
            problems.Add(ReferenceDiagnostics.SourceContainsConfiguration(span, path.Length == 0 ? "." : path, configurationPath));
        return new(path, span.At);
    }

    private PackageSource.AtUrl? AtUrl(FieldValues source)
    {
        if (!source.Has(SourceFields.Sha256))
            problems.Add(FieldDiagnostics.UrlWithoutSha256(source.KeySpan(SourceFields.Url)));

        if (source.Find(SourceFields.Url) is not { } url)
            return null;

        var isUnpacked = source.Get(SourceFields.Unpack, fallback: false);
        var fileName = isUnpacked ? null : SourceUrl.FileNameOf(url);
        if (fileName is null && !isUnpacked)
            problems.Add(ValueDiagnostics.UrlWithoutFileName(source.ValueSpan(SourceFields.Url), url));

        return new(url, source.Get(SourceFields.Sha256, default), fileName, source.ValueSpan(SourceFields.Url).At);
    }
}
