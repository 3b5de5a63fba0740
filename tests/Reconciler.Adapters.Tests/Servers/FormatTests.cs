using System.Text;
using System.Text.RegularExpressions;
using Reconciler.Adapters.Servers.Directory;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>The files on a server are public: old ones stay readable.</summary>
public sealed class FormatTests
{
    private static readonly Digest one = Digest.Of("one"u8);
    private static readonly PackageName viewer = new("viewer");

    private static readonly Claim claim = new(new("7c1e0000000000000000000000000001"), new("dp-lon-01"), new(2026, 11, 22, 14, 3, 5, TimeSpan.Zero));

    private static readonly PackageReceipt receipt = new(
        viewer,
        "Apps/Büro \"Viewer\"",
        new(4, 18),
        ["Apps"],
        [
            new("0123456789abcdef", one, "3.1", new(1234, 1_763_820_000_000_000_001), "Apps/Büro \"Viewer\""),
            new("fedcba9876543210", Digest.Of("two"u8), "3.0+hotfix", new(18_446_744_073_709_551_615, 0), null) { Permissions = new(0x1A0, null) },
            new("00112233445566ff", Digest.Of("three"u8), "3.2", new(77, 1_763_820_000_000_000_003), "Apps/Viewer") { Layout = Layout.Versions },
        ]);

    private static readonly PackageReceipt linked = new(
        viewer,
        "Apps/Viewer",
        new(4, 19),
        ["Apps"],
        [
            new("0123456789abcdef", one, "3.1", default, "Apps/Viewer"),
            new("fedcba9876543210", Digest.Of("two"u8), "3.0", default, "Apps/Viewer") { IsInPlace = true },
        ]);

    private static readonly Pointer pointer = new(viewer, "3.0+hotfix", one, new(4, 18));

    private static readonly Seal seal = new(
        0x5ED,
        [
            new(ManifestEntry.EmptyDirectory("bin"), 0x1ED, 0, 0),
            new(ManifestEntry.Link("bin/go", "run"), 0x1FF, 1_763_820_000_000_000_002, 11),
            new(ManifestEntry.File("bin/run", isExecutable: true, 3, one), 0x1ED, 1_763_820_000_123_456_789, 12),
            new(ManifestEntry.EmptyDirectory("logs"), 0x1ED, 0, 0),
            new(ManifestEntry.File("two\nlines", isExecutable: false, 3, one), 0x1A4, -1, 13),
        ]);

    [Fact]
    public Task Claim_Text_IsFrozen() => Verify(Encoding.UTF8.GetString(ClaimText.Write(claim)), "json");

    [Fact]
    public Task Receipt_Text_IsFrozen() => Verify(Encoding.UTF8.GetString(ReceiptText.Write(receipt)), "json");

    [Fact]
    public Task Receipt_OfTreesBehindLinks_IsFrozen()
    {
        Assert.Equal(ReceiptText.Write(linked), ReceiptText.Write(ReceiptText.Read(ReceiptText.Write(linked), viewer)));
        return Verify(Encoding.UTF8.GetString(ReceiptText.Write(linked)), "json");
    }

    [Fact]
    public Task StagedJournal_Text_IsFrozen()
    {
        var journal = new StagedJournal(viewer, one, "0123456789abcdef", new(0x1A0, null));
        Assert.Equal(journal, StagedJournal.Read(journal.Write(), viewer));
        return Verify(Encoding.UTF8.GetString(journal.Write()), "json");
    }

    [Fact]
    public Task Seal_Text_IsFrozen() => Verify(Encoding.UTF8.GetString(SealText.Write(seal)));

    [Fact]
    public Task Pointer_Text_IsFrozen() => Verify(Encoding.UTF8.GetString(pointer.Write()), "json");

    [Fact]
    public Task Journal_Text_IsFrozen() =>
        Verify(Encoding.UTF8.GetString(new StagingJournal(viewer, one, "0123456789abcdef", new(1234, 5), "b8c1").Write()), "json");

    [Fact]
    public void Texts_ReadBack_AreWhatWasWritten()
    {
        Assert.Equal(claim, ClaimText.Read(ClaimText.Write(claim)));
        Assert.Equal(Rendering(ReceiptText.Write(receipt)), Rendering(ReceiptText.Write(ReceiptText.Read(ReceiptText.Write(receipt), viewer))));
        Assert.Equal(Rendering(SealText.Write(seal)), Rendering(SealText.Write(SealText.Read(SealText.Write(seal)))));
        Assert.Equal(pointer, Pointer.Read(pointer.Write()));
        var journal = new StagingJournal(viewer, one, "0123456789abcdef", new(1234, 5), "b8c1") { Permissions = new(0x1A0, 0x1E8) };
        Assert.Equal(journal, StagingJournal.Read(journal.Write(), viewer));
    }

    [Theory]
    [InlineData("\"package\": \"viewer\"", "\"package\": \"other\"")]
    [InlineData("\"format\": 1", "\"format\": 2")]
    [InlineData("\"reconciler\": \"receipt\"", "\"reconciler\": \"server\"")]
    [InlineData("\"order\": \"4.18\"", "\"order\": \"4\"")]
    [InlineData("\"Apps\"", "\"../elsewhere\"")]
    [InlineData("\"publishAs\": \"Apps/", "\"publishAs\": \"/etc/")]
    [InlineData("\"publishedAs\": \"Apps/", "\"publishedAs\": \".reconciler/")]
    [InlineData("0123456789abcdef", "../0123456789abc")]
    [InlineData("1234@1763820000.000000001", "1234@17638")]
    [InlineData("\"3.1\"", "\"3 1\"")]
    [InlineData("\"trees\"", "\"forest\"")]
    [InlineData("\"Apps\"", "7")]
    public void Receipt_AgainstTheRules_IsRefused(string written, string changed)
    {
        var text = Rendering(ReceiptText.Write(receipt));
        Assert.Contains(written, text);

        Assert.Throws<FormatException>(() => ReceiptText.Read(Encoding.UTF8.GetBytes(text.Replace(written, changed)), viewer));
    }

    [Fact]
    public void Receipt_FieldOfALaterVersion_IsIgnored()
    {
        var text = Rendering(ReceiptText.Write(receipt)).Replace("\"order\"", "\"later\": [1], \"order\"");

        Assert.Equal(receipt.Order, ReceiptText.Read(Encoding.UTF8.GetBytes(text), viewer).Order);
    }

    [Theory]
    [InlineData("reconciler-seal 1", "reconciler-seal 2")]
    [InlineData("0755 0 0 d", "0855 0 0 d")]
    [InlineData("0755 0 0 d", "0755 0 d")]
    [InlineData(" bin/run", " bin/ran")]
    [InlineData(" bin/run", " ../run")]
    [InlineData("two\\nlines\n", "two\\nlines")]
    public void Seal_AgainstTheRules_IsRefused(string written, string changed)
    {
        var text = Rendering(SealText.Write(seal));
        Assert.Contains(written, text);

        Assert.Throws<FormatException>(() => SealText.Read(Encoding.UTF8.GetBytes(text.Replace(written, changed))));
    }

    [Fact]
    public void Seal_Manifest_LeavesFilledDirectoriesOut() =>
        Assert.Equal(["bin/go", "bin/run", "logs", "two\nlines"], seal.Manifest.Entries.Select(entry => entry.Path));

    [Fact]
    public async Task Layout_OnTheServer_IsFrozen()
    {
        using var disk = new ServerOnDisk();
        await disk.PlaceAsync(disk.Content.Package(("sub/file", "1"), ("z", "2")), publishAs: "Apps/viewer");
        await disk.PlaceAsync(disk.Content.Package(("sub/file", "3"), ("z", "2")), publishAs: "Apps/viewer");

        var paths = new ProcessRun("find", ".", "-mindepth", "1", "-printf", "%y %m %P\\n") { WorkingDirectory = disk.Root }.Run().StandardOutput;
        var lines = Regex.Replace(paths, "[0-9a-f]{16}", "<id>").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await Verify(string.Join('\n', lines.OrderBy(line => line.Split(' ', 3)[2], StringComparer.Ordinal)) + "\n");
    }

    private static string Rendering(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
