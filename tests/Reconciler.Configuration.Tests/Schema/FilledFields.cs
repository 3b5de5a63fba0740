using Reconciler.Configuration.Model;
using Reconciler.Configuration.Tests.Model;

namespace Reconciler.Configuration.Tests.Schema;

/// <summary>For every field of the table, a document that says little else: required fields have their examples.</summary>
internal static class FilledFields
{
    /// <summary>One document a field, with the text as its value, as an item of its list, as a label or the value of one.</summary>
    public static IEnumerable<Draft> Documents(string text)
    {
        var metadata = ((ObjectType)DocumentFields.Metadata.Type).Model;
        foreach (var filled in Mappings(metadata, text))
            yield return GenDrafts.Document(ResourceModel.Site, filled, new Draft.Nothing());

        foreach (var kind in ResourceModel.Kinds)
        {
            foreach (var filled in Mappings(kind.Spec.Model, text))
                yield return GenDrafts.Document(kind, Mapping(metadata), filled);
        }
    }

    private static IEnumerable<Draft> Mappings(ObjectModel model, string text) =>
        from field in model.Fields
        from value in Values(field, text)
        select (Draft)new Draft.Fields([KeyValuePair.Create(field.Name, value), .. Beside(model, field).Select(Example)]);

    private static IEnumerable<Draft> Values(Field field, string text) => field.Type switch
    {
        ObjectType known => Mappings(known.Model, text),
        { Item: ObjectType item } => Mappings(item.Model, text).Select(inner => new Draft.Items([inner])),
        LabelsType => [Labels("tier", text), Labels(text, "a")],
        { Item: not null } => [new Draft.Items([new Draft.Text(text)])],
        _ => [new Draft.Text(text)],
    };

    private static Draft.Fields Labels(string key, string value) => new([KeyValuePair.Create<string, Draft>(key, new Draft.Text(value))]);

    private static IEnumerable<Field> Beside(ObjectModel model, Field field) => model == PackageFields.Spec.Model
        ? PackageCompanions.Of(field)
        : model.Fields.Where(required => required.IsRequired && required != field);

    /// <summary>With nothing but what is required.</summary>
    private static Draft.Fields Mapping(ObjectModel model) => new([.. model.Fields.Where(field => field.IsRequired).Select(Example)]);

    private static KeyValuePair<string, Draft> Example(Field field) => KeyValuePair.Create(field.Name, GenDrafts.Example(field));
}
