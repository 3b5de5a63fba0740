using System.Runtime.CompilerServices;
using System.Text;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Tests.Specification;

/// <summary>Every example of the YAML specification ends in a verdict.</summary>
public sealed class YamlExamplesTests
{
    private static readonly (string Title, string Text)[] Examples = Read();

    [Fact]
    public void Examples_AreThoseOfTheSpecification()
    {
        var numbers = Examples.Select(example => example.Title.Split(' ')[0]).Distinct().GroupBy(number => int.Parse(number.Split('.')[0]), number => int.Parse(number.Split('.')[1]));

        Assert.Equal([(2, 28), (5, 14), (6, 29), (7, 24), (8, 22), (9, 6), (10, 9)], numbers.Select(chapter => (chapter.Key, chapter.Count())));
        Assert.All(numbers, chapter => Assert.Equal(Enumerable.Range(1, chapter.Count()), chapter));
    }

    /// <remarks>None is a Reconciler document: those that are well read are called so, and nothing worse.</remarks>
    [Fact]
    public async Task EveryExample_EndsInAVerdict()
    {
        var verdicts = new StringBuilder();
        foreach (var (title, text) in Examples)
        {
            var result = Given.Files("", ("example.yaml", text));
            verdicts.Append($"{title}\n    {(result.Diagnostics.IsEmpty ? "nothing in it" : Brief(result.Diagnostics[0]))}\n");
        }

        await Verify(verdicts.ToString());
    }

    private static string Brief(Diagnostic diagnostic) => diagnostic.Code == "RCN1014" ? $"{diagnostic.At}: not a resource" : diagnostic.ToString();

    private static (string Title, string Text)[] Read()
    {
        var file = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "yaml-1.2.2-examples.txt")).ReplaceLineEndings("\n");
        return
        [
            .. file.Split("\n=== ").Skip(1)
                .Select(example => example.Split('\n', 2))
                .Select(parts => (parts[0], Unmarked(parts[1].EndsWith('\n') ? parts[1] : parts[1] + "\n"))),
        ];
    }

    private static string Unmarked(string text) => text.Replace('»', '\t').Replace('␣', ' ').Replace('⇔', '\ufeff');

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
