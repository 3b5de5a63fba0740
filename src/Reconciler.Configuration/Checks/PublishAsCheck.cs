using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Checks;

/// <summary>That no two packages are published at the same place or inside each other; case and Unicode form are no difference, since they are none on a Windows server.</summary>
internal static class PublishAsCheck
{
    public static void Check(IEnumerable<DeclaredPackage> packages, ProblemList problems)
    {
        var paths = packages
            .Where(package => package.PublishAsSpan is not null)
            .Select(package => (KeyOf(package.Package.PublishAs), package));
        foreach (var (outer, inner, areEqual) in PathOverlaps.Find(paths))
        {
            if (HaveOneName(outer, inner))
                continue;

            var (first, second) = outer.PublishAsSpan!.Value.At < inner.PublishAsSpan!.Value.At ? (outer, inner) : (inner, outer);
            problems.Add(areEqual ? Equal(second, first) : Nested(second, first, outer, inner));
        }
    }

    /// <summary>Told already, with the same remedy.</summary>
    private static bool HaveOneName(DeclaredPackage one, DeclaredPackage other) =>
        one.Package.Name.Value.Equals(other.Package.Name.Value, StringComparison.OrdinalIgnoreCase);

    private static string KeyOf(string path) => NameFolding.Fold(path).Replace('/', PathOverlaps.Separator);

    private static Diagnostic Equal(DeclaredPackage at, DeclaredPackage other) => ReferenceDiagnostics.EqualPublishAs(
        at.PublishAsSpan!.Value, at.Package.Name.Value, at.Package.PublishAs, other.Package.Name.Value, other.PublishAsSpan!.Value);

    private static Diagnostic Nested(DeclaredPackage at, DeclaredPackage other, DeclaredPackage outer, DeclaredPackage inner) => ReferenceDiagnostics.NestedPublishAs(
        at.PublishAsSpan!.Value, inner.Package.Name.Value, inner.Package.PublishAs, outer.Package.Name.Value, outer.Package.PublishAs, other.PublishAsSpan!.Value);
}
