using System.Reflection;
using System.Text;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Tests.Diagnostics;

/// <summary>Every diagnostic of the configuration, with a repository that leads to it. The expected file is the list that users meet.</summary>
public sealed class DiagnosticExampleTests
{
    private static readonly Type[] Families = [typeof(YamlDiagnostics), typeof(FieldDiagnostics), typeof(ValueDiagnostics), typeof(ReferenceDiagnostics), typeof(RingDiagnostics)];

    private static readonly Example[] Examples = [.. YamlExamples.All, .. FieldExamples.All, .. ValueExamples.All, .. ReferenceExamples.All, .. RingExamples.All];

    private static readonly (string Factory, string Code)[] Factories = [.. Families.SelectMany(FactoriesOf)];

    [Fact]
    public async Task EveryExample_IsReportedInTheseWords()
    {
        var text = new StringBuilder();
        foreach (var example in Examples)
            text.Append($"== {example.Factory}\n{example.Render()}\n");

        await Verify(text.ToString());
    }

    [Fact]
    public void EveryFactory_HasAnExampleThatLeadsToIt()
    {
        foreach (var (factory, code) in Factories)
        {
            var example = Examples.SingleOrDefault(example => example.Factory == factory);
            Assert.True(example is not null, $"{factory} ({code}) has no example");
            Assert.Contains(code, example.Read().Diagnostics.Select(diagnostic => diagnostic.Code));
        }

        Assert.Equal(Factories.Length, Examples.Length);
    }

    [Fact]
    public void EveryCode_IsUsedByOneFactory()
    {
        Assert.Equal(Factories.Length, Factories.Select(factory => factory.Code).Distinct().Count());
        Assert.All(Factories, factory => Assert.Matches("^RCN[123][0-9]{3}$", factory.Code));
    }

    [Fact]
    public void EveryExample_OfAnError_HasNoResources() =>
        Assert.All(Examples.Select(example => example.Read()), result => Assert.Equal(result.Diagnostics.All(problem => problem.Severity != Severity.Error), result.Resources is not null));

    private static IEnumerable<(string Factory, string Code)> FactoriesOf(Type family) =>
        family.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => (method.Name, ((Diagnostic)method.Invoke(null, [.. method.GetParameters().Select(Anything)])!).Code));

    private static object? Anything(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "x",
        var type when type == typeof(IEnumerable<string>) => Array.Empty<string>(),
        var type when type == typeof(SourceSpan) => SourceSpan.File("x"),
        var type when type == typeof(SourcePosition) => new SourcePosition("x"),
        var type => Activator.CreateInstance(type),
    };
}
