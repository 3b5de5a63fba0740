using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Directory;
using Reconciler.Core.Content;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class StagedFoldersTests
{
    [Fact]
    public void Durable_AnySyncFails_TheStagedTreeIsBegunAnew()
    {
        using var temporary = new TemporaryDirectory();
        using var folders = new ServerFolders(DirectoryHandle.Open(temporary.Path), permissions: default);
        using var staged = new StagedFolders(folders);
        using var pipe = new AnonymousPipeServerStream();
        using var unsyncable = new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        var folder = staged.Open(new("viewer"), Digest.Of("x"u8), _ => false);
        Assert.NotEmpty(Directory.GetDirectories(temporary.Combine(".reconciler", "trees")));

        Assert.Throws<SystemCallException>(() => staged.Durable(new("viewer"), folder, () =>
        {
            folder.Barrier.Grow(unsyncable, "a pipe", long.MaxValue / 2);
            return true;
        }));

        Assert.Null(staged.Find(new("viewer"), folder.Id));
        Assert.Empty(Directory.GetDirectories(temporary.Combine(".reconciler", "trees")));
        Assert.Empty(Directory.GetFiles(temporary.Combine(".reconciler", "staging")));
    }
}
