using Reconciler.Testing;

namespace Reconciler.House.Tests.Testing;

public class TemporaryDirectoryTests
{
    [Fact]
    public void Dispose_WithFiles_LeavesNothing()
    {
        var directory = new TemporaryDirectory();
        directory.Write("a/b/c.txt", "text");

        directory.Dispose();

        Assert.False(Directory.Exists(directory.Path));
    }

    [Fact]
    public void Dispose_ReadOnlyTree_LeavesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions of directories");
        var directory = new TemporaryDirectory();
        directory.Write("sealed/inner/file.txt", "text");
        new ProcessRun("chmod", "-R", "a-w", directory.Combine("sealed")).Run().EnsureSuccess();

        directory.Dispose();

        Assert.False(Directory.Exists(directory.Path));
    }

    [Fact]
    public void Dispose_NameThatIsNotUtf8_LeavesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names that are bytes");
        var directory = new TemporaryDirectory();
        new ProcessRun("sh", "-c", "mkdir \"$(printf 'bad\\377')\" && touch \"$(printf 'bad\\377/\\376')\"") { WorkingDirectory = directory.Path }.Run().EnsureSuccess();

        directory.Dispose();

        Assert.False(Directory.Exists(directory.Path));
    }

    [Fact]
    public void Path_TwoDirectories_Differ()
    {
        using var first = new TemporaryDirectory();
        using var second = new TemporaryDirectory();

        Assert.NotEqual(first.Path, second.Path);
    }
}
