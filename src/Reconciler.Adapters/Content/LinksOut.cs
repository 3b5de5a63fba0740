using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>The links of a source that lead out of the package. They are judged together: a link may lead through another.</summary>
internal static class LinksOut
{
    internal static IEnumerable<SourceException> Of(IReadOnlyDictionary<string, string> targetByPath, SourcePosition at) =>
        from link in targetByPath
        where !LinkTarget.StaysInside(link.Key, link.Value, targetByPath.ContainsKey)
        select new SourceException(ContentDiagnostics.LinkLeavesPackage(at, link.Key, link.Value));
}
