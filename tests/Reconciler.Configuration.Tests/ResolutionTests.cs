using Reconciler.Core.Resources;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

/// <summary>What servers inherit: the server, else the nearest site upwards, else the Policy.</summary>
public sealed class ResolutionTests
{
    private static readonly string Hq = Document("Site", "hq", "{ servers: { address: '/hq/{name}', retain: 5 } }");

    private static readonly string London = Document("Site", "london", "{ parent: hq, servers: { maxConcurrentCopies: 7 } }");

    private static readonly string Everybody = Document("Policy", "default", "{ servers: { retain: 9, maxConcurrentCopies: 9 } }");

    [Fact]
    public void Server_SaysNothing_TakesTheNearestSite()
    {
        var server = Server(Hq, London, Everybody, Document("DistributionServer", "dp-1", "{ site: london }"));

        Assert.Equal("/hq/dp-1", server.Address.Value.Path);
        Assert.Equal("estate.yaml:5", server.Address.At!.Value.FileAndLine);
        Assert.Equal((5, "estate.yaml:5"), (server.Retain.Value, server.Retain.At!.Value.FileAndLine));
        Assert.Equal((7, "estate.yaml:10"), (server.MaxConcurrentCopies.Value, server.MaxConcurrentCopies.At!.Value.FileAndLine));
    }

    [Theory]
    [InlineData("{ files: \"0640\", directories: \"0750\" }", 0x1A0, 0x1E8)]
    [InlineData("{ files: '640' }", 0x1A0, null)]
    [InlineData("{ directories: '711' }", null, 0x1C9)]
    [InlineData("{}", null, null)]
    public void Permissions_OfASite_AreThoseOfItsServers(string written, int? files, int? directories)
    {
        var site = Document("Site", "paris", $"{{ servers: {{ permissions: {written}, caseInsensitive: true }} }}");
        var policy = Document("Policy", "default", "{ servers: { permissions: { files: \"0600\", directories: \"0700\" } } }");

        var server = Server(site, policy, Document("DistributionServer", "dp-1", "{ site: paris, address: dp-1 }"));

        Assert.Equal(new Permissions(files, directories), server.Permissions.Value);
        Assert.Equal((true, "estate.yaml:5"), (server.CaseInsensitive.Value, server.CaseInsensitive.At!.Value.FileAndLine));
        Assert.Equal("estate.yaml:5", server.Permissions.At!.Value.FileAndLine);
    }

    [Fact]
    public void Server_SaysSo_Wins()
    {
        var server = Server(Hq, London, Document("DistributionServer", "dp-1", "{ site: london, address: own, retain: 0 }"));

        Assert.Equal(new ServerAddress(AddressKind.Relative, "own"), server.Address.Value);
        Assert.Equal(0, server.Retain.Value);
    }

    [Fact]
    public void Server_WithoutSite_BelongsToTheCentralOne()
    {
        var server = Server(Hq, Everybody, Document("DistributionServer", "dp-1", "{}"));

        Assert.Equal("hq", server.Site?.Value);
        Assert.Equal("hq", server.Labels["site"]);
        Assert.Equal(5, server.Retain.Value);
        Assert.Equal(9, server.MaxConcurrentCopies.Value);
    }

    [Fact]
    public void Server_WithoutAnySites_HasTheDefaults()
    {
        var server = Server(Document("DistributionServer", "dp-1", "{ address: dp-1 }"));

        Assert.Null(server.Site);
        Assert.Null(server.Labels["site"]);
        Assert.Equal(new Setting<int>(1, At: null), server.Retain);
        Assert.Equal(new Setting<int>(2, At: null), server.MaxConcurrentCopies);
    }

    [Fact]
    public void Labels_FlowDownTheTree_NearerWins()
    {
        var server = Server(
            "---\napiVersion: reconciler/v1\nkind: Site\nmetadata: { name: hq, labels: { region: world, tier: depot, owner: it } }\n",
            "---\napiVersion: reconciler/v1\nkind: Site\nmetadata: { name: london, labels: { region: emea, tier: depot } }\nspec: { parent: hq }\n",
            "---\napiVersion: reconciler/v1\nkind: DistributionServer\nmetadata: { name: dp-1, labels: { tier: store } }\nspec: { site: london, address: a }\n");

        Assert.Equal("name=dp-1 owner=it region=emea site=london tier=store", string.Join(' ', server.Labels.Select(label => $"{label.Key}={label.Value}")));
    }

    [Fact]
    public void Group_SelectorIsLeftOut_SelectsNobody_EmptyOneSelectsAll()
    {
        var groups = Resources(Document("ServerGroup", "nobody", "{}"), Document("ServerGroup", "everybody", "{ selector: {} }")).Groups;

        Assert.Equal(["everybody", "nobody"], groups.Select(group => group.Name.Value));
        Assert.True(groups[0].Selector!.Matches(Labels.None));
        Assert.Null(groups[1].Selector);
    }

    [Fact]
    public void Site_LongChain_IsResolved()
    {
        var chain = Enumerable.Range(1, 5000).Select(i => Document("Site", $"s{i}", $"{{ parent: s{i - 1} }}"));
        var server = Server([Document("Site", "s0", "{ servers: { address: '{name}' } }"), .. chain, Document("DistributionServer", "dp-1", "{ site: s5000 }")]);

        Assert.Equal("dp-1", server.Address.Value.Path);
    }

    private static DistributionServer Server(params string[] documents) => Assert.Single(Resources(documents).Servers);
}
