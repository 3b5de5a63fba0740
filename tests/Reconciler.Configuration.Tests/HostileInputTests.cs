using System.Diagnostics;
using System.Text;
using CsCheck;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

/// <summary>Whatever stands in the files: an answer, soon.</summary>
public sealed class HostileInputTests
{
    private static readonly string[] Fragments =
    [
        "apiVersion: reconciler/v1\n", "kind: ", "Site\n", "Package\n", "metadata: ", "{ name: a }\n", "spec:\n", "  ", "\t", "---\n", "...\n", "[", "]", "{", "}", ",",
        ": ", "- ", "? ", "*a ", "&a ", "!t ", "<<: ", "|\n", ">-\n", "\"", "'", "\\", "#", "%YAML 1.2\n", "\n", "\r\n", "\r", "\u2028", "\u0085", "\ufeff", "é", "😀", "address: ", "..", "/", "@", "`",
    ];

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 300].Sample(bytes => { ConfigurationReader.Read([new("a.yaml", bytes), new(".reconcilerignore", bytes)], ""); });

    [Fact]
    public void Read_AnyYamlLikeText_NeverThrows() =>
        Gen.Int[0, Fragments.Length - 1].Select(i => Fragments[i]).Array[0, 60].Select(string.Concat).Sample(
            text =>
            {
                var result = Text(text);
                Assert.All(result.Diagnostics, diagnostic => Assert.True(IsIn(text, diagnostic), $"{diagnostic} in {Uri.EscapeDataString(text)}"));
            },
            iter: 2000);

    /// <summary>A line that an editor shows, and a column in it or right behind it.</summary>
    private static bool IsIn(string text, Core.Diagnostics.Diagnostic diagnostic)
    {
        var lines = text.TrimStart('\ufeff').Split('\n');
        return diagnostic.At.Line >= 1 && diagnostic.At.Line <= lines.Length
            && diagnostic.At.Column >= 1 && diagnostic.At.Column <= lines[diagnostic.At.Line - 1].Length + 1;
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "brackets", new string('[', 10_000_000) },
        { "braces", new string('{', 10_000_000) },
        { "dashes", string.Concat(Enumerable.Repeat("- ", 5_000_000)) },
        { "questions", string.Concat(Enumerable.Repeat("? ", 5_000_000)) },
        { "quote", "a: \"" + new string('x', 10_000_000) },
        { "one key", "? " + new string('x', 10_000_000) + "\n: 1\n" },
        { "many broken documents", string.Concat(Enumerable.Repeat("---\na: [\n", 1_000_000)) },
        { "many foreign documents", string.Concat(Enumerable.Repeat("---\na\n", 1_000_000)) },
        { "duplicate keys", string.Concat(Enumerable.Repeat("a: 1\n", 500_000)) },
        { "unknown fields", Document("Site", "a", "{}") + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"f{i}: 1\n")) },
        { "aliases", "a: &a [x]\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"b{i}: [*a, *a]\n")) },
        { "long pattern", Document("Package", "a", $"{{ source: {{ path: p }}, include: ['{new string('*', 5_000_000)}'] }}") },
        { "long address", Document("DistributionServer", "a", $"{{ address: '{new string('/', 5_000_000)}' }}") },
        { "braces in an address", Document("DistributionServer", "a", $"{{ address: '{new string('{', 5_000_000)}' }}") },
        { "bad references", Document("ServerGroup", "a", $"{{ servers: [{string.Join(", ", Enumerable.Range(0, 200_000).Select(i => $"dp-{i}"))}] }}") },
    };

    [Theory]
    [MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public void Read_Bomb_EndsSoonWithShortLines(string name, string text)
    {
        var watch = Stopwatch.StartNew();
        var result = Files("", ("a.yaml", text));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{name} took {watch.Elapsed}");
        Assert.Null(result.Resources);
        Assert.All(result.Diagnostics, diagnostic => Assert.True(diagnostic.ToString().Length < 1000));
        Assert.All(result.Diagnostics, diagnostic => Assert.DoesNotContain('\n', diagnostic.ToString()));
    }

    [Theory]
    [InlineData("\ufeff")]
    [InlineData("%YAML 1.2\n---\n")]
    public void Read_HarmlessOddity_IsAccepted(string start) =>
        Assert.Single(Text(start + "apiVersion: reconciler/v1\r\nkind: Site\r\nmetadata: { name: a }\r\n").Resources!.Sites);

    [Theory]
    [InlineData("\u2028")]
    [InlineData("\u0085")]
    [InlineData("\u202e")]
    [InlineData("\u001b")]
    public void Read_LineHiddenInAComment_IsRefused(string hidden) =>
        Assert.Equal(["RCN1003 at 1:3"], Codes($"# {hidden}apiVersion: reconciler/v1\nkind: Site\nmetadata: {{ name: a }}\n"));

    [Fact]
    public void Read_LineEndOfOldMacs_IsRefused() => Assert.Equal(["RCN1018 at 1:3"], Codes("# \rapiVersion: reconciler/v1\n"));

    [Fact]
    public void Read_Utf16_IsRefusedWithItsPlace()
    {
        var result = ConfigurationReader.Read([new("a.yaml", Encoding.Unicode.GetPreamble())], "");

        Assert.Equal("a.yaml:1:1", $"{Assert.Single(result.Diagnostics).At}");
    }
}
