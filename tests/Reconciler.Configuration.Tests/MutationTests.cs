using System.Text;
using CsCheck;
using Reconciler.Core.Diagnostics;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

/// <summary>Good documents, mistyped at random: whatever comes of it, it is judged.</summary>
public sealed class MutationTests
{
    private static readonly string Good =
        Document("Site", "headquarters", "{ servers: { address: '/srv/{name}', retain: 1 } }")
        + Document("Site", "london", "\n  parent: headquarters")
        + Document("DistributionServer", "dp-lon-01", "\n  site: london\n  default: true\n  retain: 2\n  maxConcurrentCopies: 4")
        + Document("ServerGroup", "stores", "\n  servers: [dp-lon-01]\n  groups: [default-servers]\n  selector:\n    matchExpressions:\n      - { key: tier, operator: In, values: [store, \"branch office\"] }")
        + Document("Package", "viewer", "\n  version: '3.1'\n  source: { path: packages/viewer }\n  exclude: [\"**/*.pdb\"]\n  distribute:\n    to:\n    - stores\n    sites: [london]   # only there")
        + Document("Policy", "default", "\n  removalGrace: 24h\n  maxRemovals: { perPlan: 500, perServer: 50% }\n  ignoreExtra: [Thumbs.db]");

    private static readonly string[] Inserted =
        ["\n", "\n---\n", " ", "  ", "\t", ":", ": ", "- ", "\n- ", ",", "[", "]", "{", "}", "'", "\"", "#", " #", "|", ">", "&", "*", "!", "%", "@", "?", "~", "\\", "\r\n", "\r", "\0", "\u0085", "é", "東", "😀", "..", "/", "null", "<<", "1e9"];

    private static readonly Gen<Func<string, string>> Mutation = Gen.OneOf(
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 30]).Select((at, count) => (Func<string, string>)(text => Change(text, at, count, ""))),
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, Inserted.Length - 1]).Select((at, i) => (Func<string, string>)(text => Change(text, at, 0, Inserted[i]))),
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, Inserted.Length - 1]).Select((at, i) => (Func<string, string>)(text => Change(text, at, 1, Inserted[i]))),
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[1, 200]).Select((from, to, count) => (Func<string, string>)(text => Change(text, to, 0, Part(text, from, count)))));

    [Fact]
    public void Good_IsGood() => Assert.NotNull(Text(Good).Resources);

    [Fact]
    public void Read_AnyMistypedDocument_EndsInAVerdict() => Mutation.Array[1, 8].Sample(
        mutations =>
        {
            var text = mutations.Aggregate(Good, (mutated, mutation) => mutation(mutated));

            var result = Text(text);

            Assert.Equal(result.Resources is null, result.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error));
            Assert.All(result.Diagnostics, diagnostic => Assert.True(IsIn(text, diagnostic), $"{diagnostic} in {text}"));
        },
        iter: 3000);

    [Fact]
    public void Read_AnyDamagedBytes_EndsInAVerdict() => Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 8].Sample(
        damages =>
        {
            var bytes = Encoding.UTF8.GetBytes(Good);
            foreach (var (at, value) in damages)
                bytes[(int)(at * (bytes.Length - 1))] = value;

            var result = ConfigurationReader.Read([new("estate.yaml", bytes)], "");

            Assert.Equal(result.Resources is null, result.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error));
        },
        iter: 2000);

    private static string Change(string text, double at, int removed, string inserted)
    {
        var index = (int)(at * text.Length);
        return text[..index] + inserted + text[Math.Min(text.Length, index + removed)..];
    }

    private static string Part(string text, double from, int count)
    {
        var index = (int)(from * text.Length);
        return text[index..Math.Min(text.Length, index + count)];
    }

    /// <summary>A place of the file, with everything that is underlined on its line or right behind it; related places too.</summary>
    private static bool IsIn(string text, Diagnostic diagnostic)
    {
        var lines = text.Split('\n');
        return diagnostic.Related.Select(place => place.Span).Append(diagnostic.Span).All(span =>
            span.At.Line >= 1 && span.At.Line <= lines.Length && span.At.Column >= 1 && span.At.Column + span.Length <= lines[span.At.Line - 1].Length + 2);
    }
}
