using Reconciler.Adapters.Git;
using Reconciler.Adapters.Tests.Content;
using Reconciler.Engine.Repositories;
using Reconciler.Testing;
using Opened = Reconciler.Adapters.Git.GitRepository;
using RealRepository = Reconciler.Testing.GitRepository;

namespace Reconciler.Adapters.Tests.Git;

/// <summary>Files in Git that are too large to be held in memory, with limits that make small files large ones.</summary>
public sealed class LargeBlobTests : IDisposable
{
    private static readonly BlobLimits limits = new(InProcessBytes: 1_000, InFlightBytes: 4_000, InChildBytes: 100_000, TimeSpan.FromMinutes(1));

    private readonly RealRepository repository = new();
    private readonly TemporaryDirectory programs = new();

    public void Dispose()
    {
        programs.Dispose();
        repository.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(1_001)]
    [InlineData(100_000)]
    [InlineData(100_001)]
    [InlineData(3_000_000)]
    public void Read_InWhateverWay_IsWhatWasCommitted(int bytes)
    {
        var noise = Commit(bytes);

        Assert.Equal(noise, Read(BlobPrograms.Usual));
    }

    [Fact]
    public void Read_InOldPacksToo_IsWhatWasCommitted()
    {
        var first = Commit(300_000);
        first[7] ^= 1;
        repository.Write("setup.iso", first);
        repository.Commit();
        repository.Git("repack", "-adfq");

        Assert.Equal(first, Read(BlobPrograms.Usual));
    }

    [Fact]
    public void Read_ReplacedInGit_IsWhatTheCommitNames()
    {
        var noise = Commit(300_000);
        repository.Git("replace", repository.Git("rev-parse", "HEAD:setup.iso"), repository.WriteBlob("something else"));

        Assert.Equal(noise, Read(BlobPrograms.Usual));
    }

    [Theory]
    [InlineData("head -c 20000 /dev/zero; kill -9 $$", "the process that reads it ended with the exit code 137; it is tried again")]
    [InlineData("echo no memory >&2; exit 1", "the process that reads it ended with the exit code 1 (no memory); it is tried again")]
    [InlineData("head -c 20000 /dev/zero", "20000 bytes of it came, and it has 50000; it is tried again")]
    [InlineData("head -c 50000 /dev/zero", "what came is not what its id in Git says; it is tried again")]
    [InlineData("cat /dev/zero", "more than its 50000 bytes came; it is tried again")]
    [InlineData("sleep 1000", "nothing of it came within 0.5 s, and so the process that reads it was ended; it is tried again")]
    public async Task Store_ProcessThatFails_IsSaidAndNothingIsStored(string script, string problem)
    {
        Commit(50_000);
        using var fixture = new SourceFixture();
        using var opened = Opened.Open(repository.Path, new(limits with { Stall = TimeSpan.FromSeconds(0.5) }, new(Script(script), "git")));

        var fault = await Assert.ThrowsAsync<SourceException>(() => fixture.Sources.Store_NeedsLockAsync(SourceFixture.OfPath("setup.iso"), opened.At(null), TestContext.Current.CancellationToken));
        Assert.Equal(("RCN4042", SourceFault.Failed), (fault.Diagnostic.Code, fault.Fault));
        Assert.StartsWith($"'setup.iso' cannot be read out of Git: {problem}", fault.Diagnostic.Sentence);
        Assert.Empty(Directory.EnumerateFiles(fixture.ContentPath, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Read_GitIsNotInstalled_SaysWhatItIsNeededFor()
    {
        Commit(100_001);

        var fault = Assert.Throws<SourceException>(() => Read(new(BlobPrograms.Usual.Own, programs.Combine("no-git"))));
        Assert.Equal("'setup.iso' has 97.7 KiB, and a file of more than 97.7 KiB is read out of Git by the program git, which is not installed here; install it, or bring the file with a 'directory' or 'url' source", fault.Diagnostic.Sentence);
    }

    [Fact]
    public async Task Read_Cancelled_EndsAtOnceWithItsProcess()
    {
        Commit(50_000);
        using var opened = Opened.Open(repository.Path, new(limits, new(Script($"echo $$ >{programs.Combine("id")}; exec sleep 1000"), "git")));
        var tree = Tree(opened);
        using var cancellation = new CancellationTokenSource();
        using var stream = tree.OpenRead(tree.Entries(default).Single(), cancellation.Token);
        var reading = Task.Run(() => stream.ReadByte(), TestContext.Current.CancellationToken);
        while (!File.Exists(programs.Combine("id")) || File.ReadAllText(programs.Combine("id")).Length == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10)));
        stream.Dispose();
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText(programs.Combine("id")).Trim()}"));
    }

    [Fact]
    public async Task Open_LargeOnes_OneAtATime()
    {
        Commit(50_000);
        using var opened = Opened.Open(repository.Path, new(limits, BlobPrograms.Usual));
        var tree = Tree(opened);
        var entry = tree.Entries(default).Single();
        var first = tree.OpenRead(entry, default);
        var second = Task.Run(() => tree.OpenRead(entry, default), TestContext.Current.CancellationToken);

        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(500, TestContext.Current.CancellationToken)));
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public void Entries_LinkOfAMegabyte_IsAFaultOfItsOwn()
    {
        var link = repository.WriteBlob(new string('x', 1_000_000));
        repository.CommitTree(repository.WriteTree(GitTreeEntry.Link("link", link)));
        using var opened = Opened.Open(repository.Path);

        Assert.Equal("RCN4003", Assert.Single(opened.At(null).FindSource(RepositoryFixture.Source(""))!.Entries(default)).Fault!.Diagnostic.Code);
    }

    private byte[] Commit(int bytes)
    {
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        repository.Write("setup.iso", noise);
        repository.Commit();
        return noise;
    }

    private byte[] Read(BlobPrograms which)
    {
        using var opened = Opened.Open(repository.Path, new(limits, which));
        var tree = Tree(opened);
        using var stream = tree.OpenRead(tree.Entries(default).Single(), default);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static ISourceTree Tree(Opened opened) => opened.At(null).FindSource(RepositoryFixture.Source("setup.iso"))!;

    private string Script(string body)
    {
        var file = programs.Write("program", $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }
}
