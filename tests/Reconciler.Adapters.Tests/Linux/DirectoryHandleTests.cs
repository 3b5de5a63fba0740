using Reconciler.Adapters.Linux;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Linux;

public sealed class DirectoryHandleTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();
    private readonly DirectoryHandle directory;

    public DirectoryHandleTests() => directory = DirectoryHandle.Open(temporary.Path);

    public void Dispose()
    {
        directory.Dispose();
        temporary.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public void FileName_ThatCouldLeadElsewhere_IsRefused(string name) => Assert.ThrowsAny<ArgumentException>(() => (FileName)name);

    [Fact]
    public void FileName_HalfOfASurrogatePair_IsRefused() => Assert.ThrowsAny<ArgumentException>(() => (FileName)"\ud800");

    [Fact]
    public void FileName_NotUtf8_KeepsItsBytesAndHasNoText()
    {
        var name = FileName.Of([(byte)'a', 0xFF]);

        Assert.Null(name.Text);
        Assert.Equal("a\ufffd", name.ToString());
        Assert.Equal([(byte)'a', 0xFF], name.Bytes.ToArray());
        Assert.NotEqual(name, (FileName)"a\ufffd");
    }

    [Fact]
    public void List_ManyNames_GivesEachOnceAndAgain()
    {
        var names = Enumerable.Range(0, 3000).Select(i => $"{i} {new string('n', 100)}").ToArray();
        foreach (var name in names)
            directory.CreateFile(name).Dispose();

        Assert.Equal(names.Order(), directory.List().Select(name => name.Text).Order());
        Assert.Equal(names.Length, directory.List().Count);
    }

    [Fact]
    public void AnyCall_LinkOnTheWay_IsRefused()
    {
        var inside = temporary.CreateDirectory("inside");
        temporary.Write("file", "text");
        File.CreateSymbolicLink(temporary.Combine("to-directory"), inside);
        File.CreateSymbolicLink(temporary.Combine("to-file"), temporary.Combine("file"));

        Assert.Equal(Errno.ENOTDIR, Assert.Throws<SystemCallException>(() => directory.OpenDirectory("to-directory")).Errno);
        Assert.Equal(Errno.ELOOP, Assert.Throws<SystemCallException>(() => directory.OpenFile("to-file")).Errno);
        Assert.Equal(Errno.ELOOP, Assert.Throws<SystemCallException>(() => directory.OpenFileToContinue("to-file")).Errno);
        Assert.Equal(Errno.EEXIST, Assert.Throws<SystemCallException>(() => directory.CreateFile("to-file")).Errno);
        Assert.Equal(FileKind.Symlink, directory.FindStatus("to-directory")!.Value.Kind);
    }

    [Fact]
    public void OpenFile_Pipe_IsRefusedAtOnce()
    {
        new ProcessRun("mkfifo", temporary.Combine("pipe")).Run().EnsureSuccess();

        Assert.Throws<SystemCallException>(() => directory.OpenFile("pipe"));
    }

    [Fact]
    public void Exchange_TwoDirectories_KeepWhatTheyAre()
    {
        directory.TryMakeDirectory("a");
        directory.TryMakeDirectory("b");
        var (a, b) = (directory.FindStatus("a")!.Value, directory.FindStatus("b")!.Value);

        directory.Exchange("a", directory, "b");

        Assert.Equal((a.Inode, a.BornNs), (directory.FindStatus("b")!.Value.Inode, directory.FindStatus("b")!.Value.BornNs));
        Assert.Equal(b.Inode, directory.FindStatus("a")!.Value.Inode);
        Assert.NotEqual(0, a.BornNs);
    }

    [Fact]
    public void RenameAway_SomethingIsThere_LeavesBoth()
    {
        directory.TryMakeDirectory("a");
        directory.TryMakeDirectory("b");

        Assert.Equal(Errno.EEXIST, Assert.Throws<SystemCallException>(() => directory.RenameAway("a", directory, "b")).Errno);
        Assert.Equal(2, directory.List().Count);
    }

    [Fact]
    public void SetModified_BeforeAndAfter1970_IsKept()
    {
        foreach (var time in new[] { 1_763_820_000_123_456_789, -1_500_000_000, 0 })
        {
            using (var file = directory.CreateFile("f"))
            {
                file.SetModified(time);
                Assert.Equal(time, file.Status().ModifiedNs);
            }

            directory.DeleteFile("f");
        }
    }

    [Fact]
    public void Find_NothingThere_IsNull()
    {
        Assert.Null(directory.FindStatus("missing"));
        Assert.Null(directory.FindDirectory("missing"));
        Assert.Null(directory.FindFile("missing"));
    }

    [Fact]
    public void Message_OfAFailure_SaysWhatWasTriedAndWhere()
    {
        directory.TryMakeDirectory("full");
        using (var full = directory.OpenDirectory("full"))
            full.CreateFile("f").Dispose();

        var error = Assert.Throws<SystemCallException>(() => directory.DeleteDirectory("full"));

        Assert.Equal($"cannot delete the directory '{temporary.Combine("full")}': Directory not empty", error.Message);
    }
}
