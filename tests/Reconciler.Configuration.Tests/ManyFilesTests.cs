using CsCheck;
using Reconciler.Configuration.Input;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

public sealed class ManyFilesTests
{
    private static readonly ConfigurationFile[] Broken =
    [
        File("a.yaml", Document("Site", "hq", "{}") + Document("Site", "HQ", "{ parent: hq }")),
        File("b.yaml", Document("Site", "Hq", "{}") + Document("ServerGroup", "x", "{ groups: [y] }")),
        File("c/d.yaml", Document("ServerGroup", "y", "{ groups: [x] }") + Document("DistributionServer", "dp", "{ site: nowhere }")),
        File("c/e.yaml", Document("Package", "p", "{ source: { path: pp }, publishAs: x }") + Document("Package", "q", "{ source: { path: pp }, publishAs: X/y }")),
        File("c/f.yaml", Document("DistributionServer", "d1", "{ address: /a/b }") + Document("DistributionServer", "d2", "{ address: /a }")),
        File("pp/x.yaml", "a: b\n"),
        File("z.yaml", "a: b\n"),
    ];

    [Fact]
    public void Read_FilesInAnyOrder_SaysTheSame()
    {
        var expected = Lines(Broken);
        Assert.Equal(9, expected.Length);

        Gen.Shuffle(Broken).Sample(shuffled => Assert.Equal(expected, Lines(shuffled)));
    }

    [Fact]
    public void Read_TenThousandFiles_FindsWhatEachDeclares()
    {
        var files = Enumerable.Range(0, 10_000).Select(i => File(
            $"servers/dp-{i:00000}.yaml", Document("DistributionServer", $"dp-{i:00000}", $"{{ site: s{i % 100}, default: true }}")));
        var sites = Enumerable.Range(1, 99).Select(i => Document("Site", $"s{i}", "{ parent: s0 }"));
        var packages = Enumerable.Range(0, 10_000).Select(i => Document("Package", $"p{i}", $"{{ source: {{ path: packages/p{i} }}, publishAs: Apps/{i} }}"));
        ConfigurationFile[] all =
        [
            .. files,
            File("sites.yaml", Document("Site", "s0", "{ servers: { address: '/srv/{name}' } }") + string.Concat(sites)),
            File("packages.yaml", string.Concat(packages)),
        ];

        var result = ConfigurationReader.Read(all, "");

        Assert.Empty(result.Diagnostics);
        Assert.Equal((10_000, 10_000), (result.Resources!.Servers.Length, result.Resources.Packages.Length));
    }

    private static string[] Lines(IEnumerable<ConfigurationFile> files) =>
        [.. ConfigurationReader.Read(files, "").Diagnostics.Select(diagnostic => diagnostic.ToString())];
}
