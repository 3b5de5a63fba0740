using System.Text;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests.Diagnostics;

internal static class YamlExamples
{
    private const string Head = "apiVersion: reconciler/v1\nkind: Site\nmetadata: { name: london }\n";

    public static IEnumerable<Example> All =>
    [
        new("FileTooLarge", new string('#', (10 << 20) + 1)),
        new("ConfigurationTooLarge", "", [.. Enumerable.Range(1, 4).Select(i => File($"{i}.yaml", new string('#', 10 << 20)))]),
        new("NotUtf8", "", [new("estate.yaml", (byte[])[.. Encoding.UTF8.GetBytes(Head + "# caf"), 0xe9])]),
        new("OtherEncoding", "", [new("estate.yaml", Encoding.Unicode.GetBytes("\ufeff" + Head))]),
        new("LoneCarriageReturn", Head + "# one\r# two\n"),
        new("ControlCharacter", Head + "# a NUL: \0"),
        new("SyntaxError", Head + "spec: { parent: headquarters\n---\n" + Head + "labels: a: b\n--- {a: {b: c\nd: e\n}"),
        new("TabIndentation", Head + "spec:\n\tparent: headquarters\n"),
        new("TooDeep", Head + "spec: " + new string('[', 100)),
        new("TooManyDocuments", string.Concat(Enumerable.Repeat("---\n", 100_002))),
        new("TooManyValues", Head + "spec: { servers: [" + string.Concat(Enumerable.Repeat("a,", 250_001)) + "] }"),
        new("Anchor", Head + "spec: &all {}\n---\napiVersion: reconciler/v1\nkind: Site\nmetadata: { name: paris }\nspec: *all\n"),
        new("MergeKey", Head + "spec:\n  <<: { parent: headquarters }\n"),
        new("Tag", Head + "spec: !!map {}\n"),
        new("DuplicateKey", Head + "metadata: { name: paris }\n"),
        new("KeyNotText", Head + "? [a, b]\n: c\n"),
        new("TooManyProblems", Head + "spec:\n" + string.Concat(Enumerable.Range(0, 1500).Select(i => $"  f{i}: 1\n"))),
        new("ForeignDocument", "reconciler", [File("reconciler/compose.yaml", "services: {}\n"), File("reconciler/a [b].yaml", "- 1\n")]),
        new("TooManyIgnorePatterns", "", [File(".reconcilerignore", string.Concat(Enumerable.Repeat("a\n", 1001)))]),
        new("BadIgnorePattern", "", [File(".reconcilerignore", "# content\nbuild/[a-\n")]),
    ];
}
