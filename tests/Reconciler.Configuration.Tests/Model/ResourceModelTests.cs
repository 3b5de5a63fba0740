using System.Text;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;

namespace Reconciler.Configuration.Tests.Model;

/// <summary>The field table is complete enough to explain itself.</summary>
public sealed class ResourceModelTests
{
    [Fact]
    public async Task Model_EveryKindAndField_IsDescribed()
    {
        var text = new StringBuilder();
        foreach (var kind in ResourceModel.Kinds)
        {
            text.Append($"{kind.Name}: {kind.Description}\n");
            Describe(kind.Spec.Model, "  ", text);
        }

        await Verify(text.ToString());
    }

    [Fact]
    public void Model_LaterFields_AreNotFieldsToo() => Assert.All(Models(), model => Assert.Empty(model.Later.Intersect(model.Fields.Select(field => field.Name))));

    [Fact]
    public void Model_DefaultsAndExamples_AreValuesOfTheirFields()
    {
        foreach (var field in Models().SelectMany(model => model.Fields))
        {
            foreach (var text in field.Examples.Append(field.Default).OfType<string>())
            {
                var problems = new ProblemList();
                field.Read(Assert.Single(YamlFile.Read("", Encoding.UTF8.GetBytes(text)).Documents), problems);
                Assert.True(problems.Diagnostics.Count == 0, $"{field.Name}: {text}: {string.Join('\n', problems.Diagnostics)}");
            }
        }
    }

    [Fact]
    public void Model_Examples_AreAccepted()
    {
        foreach (var kind in ResourceModel.Kinds)
        {
            foreach (var field in kind.Spec.Model.Fields)
                Assert.All(field.Examples, example => Assert.DoesNotMatch("RCN[12]", Codes(kind, field, example)));
        }
    }

    private static string Codes(KindModel kind, Field field, string example) =>
        string.Join(' ', Given.Codes(Given.Document(kind.Name, "default", $"{(kind == ResourceModel.Package ? Beside(field) : "")}\n  {field.Name}: {example}")));

    private static string Beside(Field field) => string.Concat(PackageCompanions.Of(field).Select(other => $"\n  {other.Name}: {other.Examples[0]}"));

    private static IEnumerable<ObjectModel> Models() => ResourceModel.Kinds.SelectMany(kind => Inside(kind.Spec.Model));

    private static IEnumerable<ObjectModel> Inside(ObjectModel model) =>
        model.Fields.Select(field => ObjectIn(field.Type)).OfType<ObjectModel>().SelectMany(Inside).Append(model);

    private static ObjectModel? ObjectIn(FieldType type) => type switch
    {
        ObjectType known => known.Model,
        ListType<FieldValues> { Item: ObjectType item } => item.Model,
        _ => null,
    };

    private static void Describe(ObjectModel model, string indent, StringBuilder text)
    {
        foreach (var field in model.Fields)
        {
            string?[] facts = [field.Type.Description, field.IsRequired ? "required" : null, field.Default is { } value ? $"default {value}" : null, field.DefaultInWords is { } words ? $"without it {words}" : null, .. field.Examples.Select(example => $"e.g. {example}")];
            text.Append($"{indent}{field.Name} ({string.Join("; ", facts.OfType<string>())}): {field.Description}\n");
            if (ObjectIn(field.Type) is { } inner)
                Describe(inner, indent + "  ", text);
        }

        if (!model.Later.IsEmpty)
            text.Append($"{indent}later: {string.Join(", ", model.Later)}\n");
    }
}
