using System.Text;
using CsCheck;
using Reconciler.Core.Resources;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

public sealed class ConfigurationCacheTests
{
    private static readonly string[] texts =
    [
        "",
        Document("Site", "hq", "{ servers: { address: '/srv/{name}', retain: 2 } }"),
        Document("Site", "hq", "{ servers: { address: '/mnt/{name}' } }") + Document("Site", "london", "{ parent: hq }"),
        Document("DistributionServer", "dp-1", "{ site: london, default: true }"),
        Document("DistributionServer", "dp-1", "{ address: elsewhere }") + Document("DistributionServer", "dp-2", "{ site: hq }"),
        Document("ServerGroup", "stores", "{ servers: [dp-1, dp-2] }"),
        Document("Package", "viewer", "{ source: { path: packages }, distribute: { to: [stores] } }"),
        Document("Package", "viewer", "{ source: { path: other }, distribute: { to: [shops] } }"),
        Document("Policy", "default", "{ servers: { retain: 3 } }"),
        "a: [\n",
        "kind: Widget\n",
    ];

    private static readonly string[] paths = ["a.yaml", "b.yaml", "packages/c.yaml", "d/e.yml", ".reconcilerignore"];

    [Fact]
    public void Read_FromCommitToCommit_SaysTheSameAsAFirstReading() =>
        Gen.Select(Gen.Int[0, paths.Length - 1], Gen.Int[0, texts.Length - 1]).Array[1, 12].Sample(
            edits =>
            {
                var cache = new ConfigurationCache();
                var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
                foreach (var (path, text) in edits)
                {
                    texts[paths[path]] = paths[path] == ".reconcilerignore" ? "d/\n" : ConfigurationCacheTests.texts[text];
                    var files = texts.Select(pair => Stored(pair.Key, pair.Value)).ToArray();

                    Assert.Equal(Said(ConfigurationReader.Read(files, "")), Said(ConfigurationReader.Read(files, "", cache)));
                }
            },
            iter: 300);

    [Fact]
    public void Read_AgainAfterOneFileChanged_ReadsThatFileOnly()
    {
        var cache = new ConfigurationCache();
        var read = new List<string>();
        ConfigurationFile File(string path, string text) => new(path, text, () =>
        {
            read.Add(path);
            return Encoding.UTF8.GetBytes(text);
        });
        ConfigurationReader.Read([File("a.yaml", texts[1]), File("b.yaml", texts[3])], "", cache);
        read.Clear();

        ConfigurationReader.Read([File("a.yaml", texts[1]), File("b.yaml", texts[4])], "", cache);

        Assert.Equal(["b.yaml"], read);
    }

    [Fact]
    public void Read_WithAnotherConfigurationPath_ReadsEverythingAnew()
    {
        var cache = new ConfigurationCache();
        ConfigurationFile[] files = [Stored("conf/a.yaml", Document("Package", "viewer", "{ source: { path: conf } }"))];
        Assert.Contains(ConfigurationReader.Read(files, "", cache).Diagnostics, diagnostic => diagnostic.At.File == "conf/a.yaml");

        Assert.Equal(Said(ConfigurationReader.Read(files, "conf")), Said(ConfigurationReader.Read(files, "conf", cache)));
    }

    private static ConfigurationFile Stored(string path, string text) => new(path, text, () => Encoding.UTF8.GetBytes(text));

    private static string Said(ConfigurationResult result) =>
        string.Join('\n', result.Diagnostics) + "\n" + (result.Resources is { } resources ? Said(resources) : "invalid");

    private static string Said(ResourceSet resources) => string.Join(
        '\n',
        resources.Sites.Select(site => $"{site.Name} {site.Parent?.Name}")
            .Concat(resources.Servers.Select(server => $"{server.Name} {server.Site} {server.Address} {server.Retain} {string.Join(',', server.Labels)}"))
            .Concat(resources.Groups.Select(group => $"{group.Name}"))
            .Concat(resources.Packages.Select(package => $"{package.Name} {package.At}")));
}
