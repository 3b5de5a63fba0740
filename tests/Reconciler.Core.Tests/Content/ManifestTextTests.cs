using System.Text;
using CsCheck;
using Reconciler.Core.Content;
using static Reconciler.Core.Tests.Content.ContentGen;

namespace Reconciler.Core.Tests.Content;

public class ManifestTextTests
{
    private static readonly Manifest example = Manifest.Of(
    [
        File("readme.txt", "hello\n"),
        File("bin/run.sh", "hello\n", isExecutable: true),
        ManifestEntry.Link("current", "bin/run.sh"),
        ManifestEntry.EmptyDirectory("empty"),
    ]);

    // The digests below were made with sha256sum from text written by hand. A package's identity hangs on them: they never change.
    [Fact]
    public void Digest_Empty_IsFrozen() =>
        Assert.Equal("060eaa773ed207c5f688268cc6b2ddb82e5fac330df681a0bc3b486c4425b3f7", Manifest.Of([]).Digest.ToString());

    [Fact]
    public void Digest_OneFile_IsFrozen() =>
        Assert.Equal("05bdec99a486d6cc3f831f846740db2640c402a8f456645f1f461d1a77acbfc9", Manifest.Of([File("readme.txt", "hello\n")]).Digest.ToString());

    /// <summary>The example of <c>src/README.md</c>.</summary>
    [Fact]
    public async Task Digest_AllKinds_IsFrozen()
    {
        Assert.Equal("623c19d9b4c0f2ce97eede9cdf85330a9e0ebee23a1dcc4175efd7b2176edc64", example.Digest.ToString());
        await Verify(Encoding.UTF8.GetString(ManifestText.Write(example)));
    }

    [Fact]
    public async Task Digest_OddNames_IsFrozen()
    {
        string[] names =
        [
            "-rf", "a b", "a", "a.txt", "A/b", "back\\slash", "carriage\rreturn", "line\nfeed", "\"quoted\"", "it's", "e\u0301", "\u00e9",
            "\uffee", "\U0001F600", new string('x', 255), " lead", "trail ", "tab\t", "n\\n",
        ];
        var manifest = Manifest.Of(names.Select(name => File(name)));

        Assert.Equal("fd82f7259ba73e25d5e85e2e9c2383c69b65098331ade359084526aa42332350", manifest.Digest.ToString());
        await Verify(Encoding.UTF8.GetString(ManifestText.Write(manifest)));
    }

    [Fact]
    public void Digest_Always_IsTheHashOfTheCanonicalBytes() =>
        Manifests.Sample(manifest => manifest.Digest == Digest.Of(ManifestText.Write(manifest)));

    [Fact]
    public void Read_WhatWasWritten_IsTheSame() =>
        Manifests.Sample(manifest => ManifestText.Read(ManifestText.Write(manifest)).Entries.SequenceEqual(manifest.Entries));

    [Fact]
    public void Write_AnyPath_IsOneLine() =>
        Manifests.Sample(manifest => Encoding.UTF8.GetString(ManifestText.Write(manifest)).Split('\n').Length == manifest.Entries.Length + 2);

    /// <summary>Bytes have one reading or none: what can be read is what would be written.</summary>
    [Fact]
    public void Read_DamagedBytes_AreRefusedOrCanonical() =>
        Gen.Select(Manifests, Gen.Int[0, 4096], Gen.Byte).Sample(
            (manifest, at, value) =>
            {
                var bytes = ManifestText.Write(manifest);
                bytes[at % bytes.Length] = value;
                try
                {
                    Assert.Equal(bytes, ManifestText.Write(ManifestText.Read(bytes)));
                }
                catch (FormatException)
                {
                    // The only refusal that readers expect.
                }
            },
            iter: 2000);

    private const string Nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("", "begins with")]
    [InlineData("reconciler-manifest 2\n", "begins with")]
    [InlineData("\uFEFFreconciler-manifest 1\n", "begins with")]
    [InlineData("reconciler-manifest 1", "cut")]
    [InlineData("reconciler-manifest 1\nf 0 " + Nothing + " a", "cut")]
    [InlineData("reconciler-manifest 1\n\n", "not a line")]
    [InlineData("reconciler-manifest 1\nf 0 " + Nothing + "\n", "not a line")]
    [InlineData("reconciler-manifest 1\nf -1 " + Nothing + " a\n", "not a line")]
    [InlineData("reconciler-manifest 1\nf 99999999999999999999 " + Nothing + " a\n", "not a line")]
    [InlineData("reconciler-manifest 1\ng 0 " + Nothing + " a\n", "kind of entry")]
    [InlineData("reconciler-manifest 1\nf 0 E3 a\n", "SHA-256")]
    [InlineData("reconciler-manifest 1\nf 00 " + Nothing + " a\n", "canonical")]
    [InlineData("reconciler-manifest 1\nf 0 " + Nothing + " b\nf 0 " + Nothing + " a\n", "canonical")]
    [InlineData("reconciler-manifest 1\nf 0 " + Nothing + " a\rb\n", "canonical")]
    [InlineData("reconciler-manifest 1\nf 0 " + Nothing + " a\\t\n", "escape")]
    [InlineData("reconciler-manifest 1\nf 0 " + Nothing + " a\\\n", "escape")]
    [InlineData("reconciler-manifest 1\nd 1 " + Nothing + " a\n", "empty directory")]
    [InlineData("reconciler-manifest 1\nf 0 " + Nothing + " a\nf 0 " + Nothing + " a\n", "twice")]
    [InlineData("reconciler-manifest 1\nf 0 " + Nothing + " ../a\n", "cannot be a path")]
    [InlineData("reconciler-manifest 1\nf 9223372036854775807 " + Nothing + " a\nf 1 " + Nothing + " b\n", "cannot be")]
    public void Read_NotCanonical_SaysWhy(string text, string reason)
    {
        var e = Assert.Throws<FormatException>(() => ManifestText.Read(Encoding.UTF8.GetBytes(text)));

        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InvalidUtf8_IsRefused() =>
        Assert.Throws<FormatException>(() => ManifestText.Read([.. "reconciler-manifest 1\nf 0 "u8, .. Encoding.ASCII.GetBytes(Nothing), .. " \u00ff"u8[..2], (byte)'\n']));
}
