using System.Text;
using Reconciler.Configuration.Input;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Tests;

/// <summary>Short ways to put text in and get results out.</summary>
internal static class Given
{
    public static ConfigurationFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>One file at the root of the repository, which is the configuration path.</summary>
    public static ConfigurationResult Text(string text) => Files("", ("estate.yaml", text));

    public static ConfigurationResult Files(string configurationPath, params (string Path, string Text)[] files) =>
        ConfigurationReader.Read(files.Select(file => File(file.Path, file.Text)), configurationPath);

    /// <summary>Documents of which only the kind, the name and the spec are of interest.</summary>
    public static string Document(string kind, string name, string spec) =>
        $"---\napiVersion: reconciler/v1\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec: {spec}\n";

    public static ResourceSet Resources(params string[] documents)
    {
        var result = Text(string.Concat(documents));
        Assert.Equal([], result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        return result.Resources!;
    }

    /// <summary><c>RCN2004 at 3:7</c>, in order.</summary>
    public static string[] Codes(params string[] documents) => [.. Text(string.Concat(documents)).Diagnostics.Select(Brief)];

    private static string Brief(Diagnostic diagnostic) => $"{diagnostic.Code} at {diagnostic.At.Line}:{diagnostic.At.Column}";
}
