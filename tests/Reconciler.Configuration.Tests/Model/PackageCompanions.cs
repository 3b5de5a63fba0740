using Reconciler.Configuration.Model;

namespace Reconciler.Configuration.Tests.Model;

/// <summary>The two forms of a package, field by field: <see cref="PackageForms"/>.</summary>
internal static class PackageCompanions
{
    private static readonly Field[] ofOneVersion = [PackageFields.Version, PackageFields.Source, PackageFields.Distribute];

    private static readonly Field[] ofRings = [RingFields.Versions, RingFields.Rules, RingFields.Except];

    public static IEnumerable<Field> OfOneVersion => PackageFields.Spec.Model.Fields.Except(ofRings);

    public static IEnumerable<Field> OfRings => PackageFields.Spec.Model.Fields.Except(ofOneVersion);

    /// <summary>In the form to which it belongs.</summary>
    public static bool IsRequired(Field field) => field == PackageFields.Source || field == RingFields.Versions || field == RingFields.Rules;

    /// <summary>What must stand beside the field.</summary>
    public static IEnumerable<Field> Of(Field field) =>
        (ofRings.Contains(field) ? OfRings : OfOneVersion).Where(other => other != field && IsRequired(other));
}
