namespace Reconciler.Core.Planning;

/// <summary>The order of lines within one priority: package, kind, first server.</summary>
internal sealed class PlanOrder : IComparer<PlanAction>
{
    internal static PlanOrder Instance { get; } = new();

    public int Compare(PlanAction? x, PlanAction? y)
    {
        var byPackage = x!.Package.CompareTo(y!.Package);
        if (byPackage != 0)
            return byPackage;

        var byKind = x.Kind.CompareTo(y.Kind);
        return byKind != 0 ? byKind : x.Servers.First.CompareTo(y.Servers.First);
    }
}
