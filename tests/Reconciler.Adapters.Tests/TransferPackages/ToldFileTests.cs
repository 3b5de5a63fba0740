using Reconciler.Adapters.TransferPackages;
using Reconciler.Engine.Notifications;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.TransferPackages;

public sealed class ToldFileTests : IDisposable
{
    private static readonly DateTimeOffset now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory directory = new();

    private string File => directory.Combine("notifications.json");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Write_WhatReceiversWereTold_IsFrozenAndReadBack()
    {
        var trouble = new Told("not-converged 0011223344556677", BulletinState.NotConverged, now) { Commit = new('c', 40), Delivery = "00112233445566778899aabbccddeeff", Since = now.AddHours(-3) };
        var good = new Told("converged 8899aabbccddeeff", BulletinState.Converged, now);
        var file = Open();
        file.Write("chat", new(good, trouble));
        file.WriteChanged(new Dictionary<string, string> { ["chat"] = "cccc 1", ["ops"] = "cccc 2" });
        file.Write("ops", new(good, Tried: null));

        var again = Open();
        Assert.Equal((new Known(good, trouble), new Known(good, Tried: null), default), (again.Find("chat"), again.Find("ops"), again.Find("nobody")));
        Assert.Equal(("cccc 1", "cccc 2", null), (again.Changed("chat"), again.Changed("ops"), again.Changed("nobody")));
        await Verify(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken), "json");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "receivers": { "chat": { "told": { "key": "k", "state": "mood", "at": "2026-11-22T14:00:00Z" } } } }""")]
    [InlineData("""{ "receivers": { "chat": 1 } }""")]
    public void Find_InAFileThatCannotBeRead_IsNothing(string text)
    {
        directory.Write("notifications.json", text);

        Assert.Equal(default, Open().Find("chat"));
    }

    [Fact]
    public void Write_WhereNothingCanBeWritten_IsRememberedAllTheSame()
    {
        var file = new ToldFile(new StateDirectory(directory.Combine("missing")));
        file.Write("chat", new(new("k", BulletinState.Converged, now), Tried: null));

        Assert.Equal("k", file.Find("chat").Told!.Key);
    }

    private ToldFile Open() => new(new StateDirectory(directory.Path));
}
