using System.IO.Pipes;
using Reconciler.Adapters.Linux;
using Reconciler.Testing;
using Barrier = Reconciler.Adapters.Linux.Barrier;

namespace Reconciler.Adapters.Tests.Linux;

public sealed class BarrierTests : IDisposable
{
    private const long PortionBytes = 128 << 20;

    private readonly TemporaryDirectory temporary = new();
    private readonly DirectoryHandle directory;
    private int answers;

    public BarrierTests() => directory = DirectoryHandle.Open(temporary.Path, () => answers++);

    public void Dispose()
    {
        directory.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public void Grow_ManyBytes_GoToTheDiskInPortions()
    {
        using var barrier = new Barrier(directory);
        using var file = directory.CreateFile("a");
        answers = 0;

        barrier.Grow(file.Handle, file.Path, PortionBytes - 1);
        Assert.Equal(0, answers);

        barrier.Grow(file.Handle, file.Path, 1);
        Assert.Equal(1, answers);

        barrier.Grow(file.Handle, file.Path, PortionBytes);
        Assert.Equal(2, answers);
    }

    [Fact]
    public void Add_ManySmallFiles_GoToTheDiskInPortions()
    {
        using var barrier = new Barrier(directory);
        using var file = directory.CreateFile("a");
        answers = 0;

        for (var i = 0; i < PortionBytes / 4096; i++)
            barrier.Add(file.Handle, file.Path);

        Assert.True(answers > 0);
    }

    [Fact]
    public void Failure_IsKept()
    {
        using var barrier = new Barrier(directory);
        using var pipe = new AnonymousPipeServerStream();
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        Assert.False(barrier.HasFailed);

        Assert.Throws<SystemCallException>(() => barrier.Grow(handle, "a pipe", PortionBytes));

        Assert.True(barrier.HasFailed);
    }
}
