using System.Text;
using CsCheck;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Tests.Model;
using Reconciler.Configuration.Yaml;

namespace Reconciler.Configuration.Tests.Schema;

/// <summary>Documents that follow the field table, by the examples and defaults that stand in it; <see cref="GenMutations"/> spoils them.</summary>
internal static class GenDrafts
{
    private static readonly Gen<string> labelKeys = Gen.OneOf("tier", "region", "a", "1", "example.com/tier", "name", "site", "a b", "", "Ä");

    public static Gen<Draft> Documents { get; } =
        from kind in Gen.OneOf(ResourceModel.Kinds.ToArray())
        from metadata in Mapping(((ObjectType)DocumentFields.Metadata.Type).Model)
        from spec in Mapping(kind.Spec.Model)
        select Document(kind, metadata, spec);

    /// <summary>Every name that is a field somewhere, now or later.</summary>
    public static string[] FieldNames { get; } = [.. ResourceModel.Kinds.SelectMany(kind => NamesIn(kind.Spec.Model)).Distinct().Order(StringComparer.Ordinal)];

    public static Draft Document(KindModel kind, Draft metadata, Draft spec) => new Draft.Fields(
    [
        KeyValuePair.Create(DocumentFields.ApiVersion.Name, (Draft)new Draft.Text(DocumentFields.ApiVersionV1)),
        KeyValuePair.Create(DocumentFields.Kind.Name, (Draft)new Draft.Text(kind.Name)),
        KeyValuePair.Create(DocumentFields.Metadata.Name, metadata),
        KeyValuePair.Create(DocumentFields.Spec.Name, spec),
    ]);

    private static Gen<Draft> Mapping(ObjectModel model) => model == PackageFields.Spec.Model
        ? Gen.Frequency(
            (9, Mapping(PackageCompanions.OfOneVersion, PackageCompanions.IsRequired)),
            (9, Mapping(PackageCompanions.OfRings, PackageCompanions.IsRequired)),
            (2, Mapping(model.Fields, field => field.IsRequired)))
        : Mapping(model.Fields, field => field.IsRequired);

    private static Gen<Draft> Mapping(IEnumerable<Field> possible, Func<Field, bool> isRequired)
    {
        // A required field is seldom left out: more than one thing that is wrong hides what the other one is.
        var fields = possible.Select(field =>
            from dice in Gen.Int[0, 99]
            from value in Value(field)
            select dice < (isRequired(field) ? 98 : 30) ? KeyValuePair.Create(field.Name, value) : default);
        return from all in Sequence(fields)
               from first in Gen.Int[0, 3]
               select (Draft)new Draft.Fields([.. Rotated(all.Where(field => field.Key is not null).ToArray(), first)]);
    }

    private static Gen<Draft> Value(Field field) => field.Type switch
    {
        ObjectType known => Mapping(known.Model),
        { Item: ObjectType item } => Mapping(item.Model).List[0, 2].Select(items => (Draft)new Draft.Items([.. items])),
        LabelsType => Labels(labelKeys, Texts(field, field.Type)),
        IgnoredType => Labels(Gen.OneOf("owner", "", "a b", "1"), Gen.OneOf<Draft>(new Draft.Text("us"), new Draft.Nothing(), new Draft.Items([]))),
        { Item: { } item } => Texts(field, item).List[0, 3].Select(items => (Draft)new Draft.Items([.. items])),
        _ => Texts(field, field.Type),
    };

    private static Gen<Draft> Labels(Gen<string> keys, Gen<Draft> values) =>
        Gen.Select(keys, values).List[0, 2].Select(labels =>
            (Draft)new Draft.Fields([.. labels.DistinctBy(label => label.Item1).Select(label => KeyValuePair.Create(label.Item1, label.Item2))]));

    private static Gen<Draft> Texts(Field field, FieldType type)
    {
        string[] good = [.. field.Examples.Append(field.Default).OfType<string>().SelectMany(TextsIn), .. type.AllowedValues];
        return (good.Length == 0 ? OddTexts.Gen : Gen.Frequency((12, Gen.OneOf(good)), (1, OddTexts.Gen))).Select(text => (Draft)new Draft.Text(text));
    }

    /// <summary>The last of its allowed values, else its first example.</summary>
    public static Draft Example(Field field) => field.Type.AllowedValues is [.., var last] ? new Draft.Text(last) : Parsed(field.Examples[0]);

    private static IEnumerable<string> TextsIn(string yaml) => Parsed(yaml).Texts;

    private static Draft Parsed(string yaml) => Draft.Of(YamlFile.Read("", Encoding.UTF8.GetBytes(yaml)).Documents[0]);

    private static IEnumerable<string> NamesIn(ObjectModel model) =>
        model.Fields.SelectMany(field => ((field.Type.Item ?? field.Type) as ObjectType) is { } inner ? NamesIn(inner.Model).Append(field.Name) : [field.Name])
            .Concat(model.Later);

    private static Gen<List<T>> Sequence<T>(IEnumerable<Gen<T>> each) =>
        each.Aggregate(Gen.Const(0).Select(_ => new List<T>()), (all, one) => Gen.Select(all, one, (list, item) => new List<T>(list) { item }));

    private static IEnumerable<T> Rotated<T>(T[] items, int first) =>
        Enumerable.Range(first, items.Length).Select(index => items[index % items.Length]);
}
