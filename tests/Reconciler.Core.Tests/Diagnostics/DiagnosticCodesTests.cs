using System.Reflection;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Tests.Diagnostics;

public sealed class DiagnosticCodesTests
{
    [Fact]
    public void EveryCode_HasOneFactoryThatSaysWhatToDo()
    {
        var factories = typeof(Diagnostic).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(Diagnostic) && method.DeclaringType!.Name.EndsWith("Diagnostics", StringComparison.Ordinal))
            .Select(method => (method.Name, Diagnostic: (Diagnostic)method.Invoke(null, [.. method.GetParameters().Select(Anything)])!))
            .Select(factory => (factory.Name, factory.Diagnostic.Code, factory.Diagnostic.Help))
            .ToArray();

        Assert.True(factories.Length > 60);
        Assert.All(factories, factory => Assert.True(factory.Help.Length > 0, $"{factory.Code}: {factory.Name} does not say what to do; write it behind '; '"));
        Assert.Empty(factories.GroupBy(factory => factory.Code).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same)}"));
    }

    private static object? Anything(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "x",
        var type when type.IsGenericType && type.GetGenericTypeDefinition() != typeof(Nullable<>) => Array.CreateInstance(type.GetGenericArguments()[0], 0),
        var type when type == typeof(SourceSpan) => SourceSpan.File("x"),
        var type when type == typeof(SourcePosition) => new SourcePosition("x"),
        var type => Activator.CreateInstance(type),
    };
}
