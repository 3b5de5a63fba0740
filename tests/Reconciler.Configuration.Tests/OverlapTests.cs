using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

/// <summary>Places that cannot be shared: addresses and <c>publishAs</c>.</summary>
public sealed class OverlapTests
{
    [Theory]
    [InlineData("/srv/a", "/srv/b")]
    [InlineData("/srv/a", "/srv/ab")]
    [InlineData("/srv/a-b", "/srv/a/b")]
    [InlineData("/srv/a", "/srv/A")]
    [InlineData("srv/a", "/srv/a")]
    [InlineData(@"\\a\b", "a/b")]
    public void Addresses_Apart_AreGood(string one, string other) => Assert.Empty(AddressCodes(one, other));

    [Theory]
    [InlineData("/srv/a", "/srv/a/", "RCN3010")]
    [InlineData("/srv/a", "file:///srv/a", "RCN3010")]
    [InlineData("dp", "DP", "RCN3010")]
    [InlineData(@"\\NAS\a", @"\\nas\A\", "RCN3010")]
    [InlineData(@"c:\a", "C:/A", "RCN3010")]
    [InlineData("/srv", "/srv/a/b", "RCN3011")]
    [InlineData("/srv/a/b", "/srv", "RCN3011")]
    [InlineData("dp/x", "DP", "RCN3011")]
    [InlineData("{name}/x", "dp-0", "RCN3011")]
    public void Addresses_EqualOrNested_AreRefusedWhereTheSecondStands(string one, string other, string code) =>
        Assert.Equal([$"{code} at 10:18"], AddressCodes(one, other));

    [Theory]
    [InlineData("/srv/a", "/srv/A", "RCN3010")]
    [InlineData("/srv/a/b", "/SRV/a", "RCN3011")]
    [InlineData("/srv/a", "/srv/a", "RCN3010")]
    public void Addresses_OfAServerThatIgnoresCase_AreComparedWithoutCase(string one, string other, string code) =>
        Assert.Equal([code], Codes(Server("dp-0", one), Server("dp-1", other, ", caseInsensitive: true")).Select(found => found[..7]));

    [Fact]
    public void Addresses_ManyInOne_AreEachRefused() =>
        Assert.Equal(["RCN3011 at 10:18", "RCN3011 at 15:18", "RCN3011 at 20:18"], AddressCodes("/srv", "/srv/a", "/srv/a/b", "/srv/c"));

    [Theory]
    [InlineData("Apps/A", "Apps/B", true)]
    [InlineData("Apps", "Apps-2", true)]
    [InlineData("Apps", "apps", false)]
    [InlineData("Apps", "APPS/x", false)]
    [InlineData("Äpfel", "äpfel/x", false)]
    public void PublishAs_ApartOnWindowsToo_IsGood(string one, string other, bool isGood) =>
        Assert.Equal(isGood, Codes(Package("a", one), Package("b", other)).Length == 0);

    [Fact]
    public void PublishAs_OfOneNameTwice_IsToldOnceByTheName() => Assert.Equal(["RCN3001"], Codes(Package("a", "x"), Package("A", "x")).Select(found => found[..7]));

    private static string[] AddressCodes(params string[] addresses) =>
        Codes([.. addresses.Select((address, i) => Document("DistributionServer", $"dp-{i}", $"{{ address: '{address}' }}"))]);

    private static string Server(string name, string address, string more = "") => Document("DistributionServer", name, $"{{ address: '{address}'{more} }}");

    private static string Package(string name, string publishAs) => Document("Package", name, $"{{ source: {{ path: p }}, publishAs: {publishAs} }}");
}
