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
    /// <returns>Null when there is none, or more than one; that has been reported by the rules of the table.</returns>
    public PackageSource? Bind(FieldValues source)
    {
        if (SourceFields.Kinds.Count(source.Has) != 1)
            return null;

        if (source.Find(SourceFields.Path) is { } path)
            return InRepository(path, source.ValueSpan(SourceFields.Path));

        if (source.Find(SourceFields.Directory) is { } directory)
            return new PackageSource.OnSiteServer(directory, source.ValueSpan(SourceFields.Directory).At) { Follow = source.Get(SourceFields.Follow, fallback: false) };

        if (source.Find(SourceFields.Git) is { } git)
            return InGit(source, git);

        return source.Find(SourceFields.Url) is { } url ? AtUrl(source, url) : null;
    }

    private PackageSource.InRepository InRepository(string path, SourceSpan span)
    {
        if (path.Length == 0 || EntryPath.IsSameOrBelow(configurationPath, path))
            problems.Add(ReferenceDiagnostics.SourceContainsConfiguration(span, path.Length == 0 ? "." : path, configurationPath));
        return new(path, span.At);
    }

    private static PackageSource.InGit? InGit(FieldValues source, FieldValues git) => git.Find(GitFields.Url) is { } url
        ? new(url, git.Find(GitFields.Revision), git.Find(GitFields.Path) ?? "", source.ValueSpan(SourceFields.Git).At) { Follow = source.Get(SourceFields.Follow, fallback: false) }
        : null;

    private static PackageSource.AtUrl AtUrl(FieldValues source, string url) => new(
        url,
        source.Get(SourceFields.Sha256, default),
        source.Get(SourceFields.Unpack, fallback: false) ? null : SourceUrl.FileNameOf(url),
        source.ValueSpan(SourceFields.Url).At);
}
