using System.Text;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Tests.Spools;

public sealed class SpoolTextTests
{
    private static readonly Digest digest = Digest.Of("content"u8);
    private static readonly Digest other = Digest.Of("other"u8);
    private static readonly SiteName london = new("london");
    private static readonly ServerEndpoint server = new(new("dp-1"), new(AddressKind.Directory, "/srv/Pakete für alle"), 2);
    private static readonly PackagePlace place = new(new("viewer"), "Apps/Office \"Viewer\"");
    private static readonly OrderNumber number = new(4, 18);

    public static TheoryData<CopyOrder> Orders =>
    [
        new CopyOrder.Visit("id", number, "plan", london, server, new("0123456789abcdef0123456789abcdef"), MayClaim: true, [new("dp-old")]),
        new CopyOrder.Place(
            "id", number, "plan", null, server with { Address = new(AddressKind.Relative, "dp-1") }, place, null, digest, "3.1",
            new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero), IsRefresh: true, [new("a"), new("b")], new PackageName("former"), ["Thumbs.db"]),
        new CopyOrder.Place("id", number, "plan", null, server, place, other, digest, "3.1", DateTimeOffset.UnixEpoch, IsRefresh: false, [], null, []),
        new CopyOrder.Remove("id", number, "plan", london, server, place, digest),
        new CopyOrder.Clean("id", number, "plan", london, server with { Permissions = new(0x1A4, 0x1ED), AcceptsNonAtomic = true }, place, digest, ["Thumbs.db"]),
        new CopyOrder.Depart("id", number, "plan", null, server with { Layout = Layout.Versions }),
        new CopyOrder.Verify("id", number, "plan", london, server, place, digest, ProofKind.Read, []),
        new CopyOrder.Depart("id", number, "plan", london, server),
    ];

    public static TheoryData<CopyResult> Results =>
    [
        new CopyResult.Visited("id", number, 17, WasClaimed: true) { Atomicity = Atomicity.None },
        new CopyResult.Visited("id", number, null, WasClaimed: false),
        new CopyResult.Placed("id", number, 100, 7, ProofKind.Stat),
        new CopyResult.Adopted("id", number, ProofKind.Read),
        new CopyResult.Observed("id", number, digest, "3.0", "Apps/Viewer"),
        new CopyResult.Observed("id", number, digest, "3.0", null) { Permissions = new(0x1A0, null) },
        new CopyResult.Observed("id", number, digest, "3.0", null) { Layout = Layout.Versions },
        new CopyResult.Removed("id", number),
        new CopyResult.NotThere("id", number),
        new CopyResult.Cleaned("id", number),
        new CopyResult.Verified("id", number, [.. Enum.GetValues<DifferenceKind>().Select(kind => new Difference(kind, $"a/{kind}\n"))]),
        new CopyResult.Departed("id", number, null),
        new CopyResult.Departed("id", number, new(5_000_000, TimeSpan.FromMilliseconds(1500), 17)),
        new CopyResult.Departed("id", number, new(5_000_000, TimeSpan.FromMilliseconds(1), null)),
        new CopyResult.Failed("id", number, TroubleKind.NoSpace, "no \"space\" left", WasTouched: true, HeldObservation.Unknown, null),
        new CopyResult.Failed("id", number, TroubleKind.Conflict, "x", WasTouched: false, HeldObservation.Nothing, digest),
        new CopyResult.Failed("id", number, TroubleKind.IoError, "x", WasTouched: true, HeldObservation.Of(other), null),
    ];

    [Theory]
    [MemberData(nameof(Orders), DisableDiscoveryEnumeration = true)]
    public void Order_WrittenAndRead_IsTheSame(CopyOrder order)
    {
        var read = CopyOrderText.Read(CopyOrderText.Write(order));

        Assert.Equal(order.GetType(), read.GetType());
        Assert.Equal(Rendered(order), Rendered(read));
    }

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void Result_WrittenAndRead_IsTheSame(CopyResult result)
    {
        var read = CopyResultText.Read(CopyResultText.Write(result));

        Assert.Equal(result.GetType(), read.GetType());
        Assert.Equal(Rendered(result), Rendered(read));
    }

    [Fact]
    public async Task Text_OfEveryOrderAndResult_IsFrozen() => await Verify(
        string.Join('\n', Orders.Select(order => CopyOrderText.Write(order.Data)).Concat(Results.Select(result => CopyResultText.Write(result.Data)))
            .Select(text => Encoding.UTF8.GetString(text.Span))) + "\n",
        "jsonl");

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"do":"dance","id":"1","order":"1.1","plan":"","server":"a","addressKind":"relative","address":"a","maxConcurrentCopies":1}""")]
    [InlineData("""{"do":"depart","id":"1","order":"one","plan":"","server":"a","addressKind":"relative","address":"a","maxConcurrentCopies":1}""")]
    [InlineData("""{"do":"depart","id":"1"}""")]
    public void Order_ThatIsNotUnderstood_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => CopyOrderText.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"did":"danced","id":"1","order":"1.1"}""")]
    [InlineData("""{"did":"failed","id":"1","order":"1.1","error":"bored","message":"","wasTouched":false}""")]
    public void Result_ThatIsNotUnderstood_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => CopyResultText.Read(Encoding.UTF8.GetBytes(text)));

    /// <summary>Every field; lists by their items, which the equality of records does not look at.</summary>
    private static string Rendered(object value) => string.Join('\n', value.GetType().GetProperties()
        .Select(property => (property.Name, Value: property.GetValue(value)))
        .Select(field => $"{field.Name} = {(field.Value is System.Collections.IEnumerable list and not string ? string.Join(", ", list.Cast<object>()) : field.Value)}"));
}
