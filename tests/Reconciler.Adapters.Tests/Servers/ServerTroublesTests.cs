using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Directory;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class ServerTroublesTests
{
    [Theory]
    [InlineData(Errno.ENOSPC, TroubleKind.NoSpace)]
    [InlineData(Errno.EDQUOT, TroubleKind.NoSpace)]
    [InlineData(Errno.EACCES, TroubleKind.NoPermission)]
    [InlineData(Errno.EPERM, TroubleKind.NoPermission)]
    [InlineData(Errno.EROFS, TroubleKind.NoPermission)]
    [InlineData(Errno.ENAMETOOLONG, TroubleKind.BadName)]
    [InlineData(Errno.EILSEQ, TroubleKind.BadName)]
    [InlineData(Errno.EINVAL, TroubleKind.BadName)]
    [InlineData(Errno.ELOOP, TroubleKind.Conflict)]
    [InlineData(Errno.ENOTDIR, TroubleKind.Conflict)]
    [InlineData(Errno.EEXIST, TroubleKind.Conflict)]
    [InlineData(Errno.EXDEV, TroubleKind.NotSupported)]
    [InlineData(Errno.EOPNOTSUPP, TroubleKind.NotSupported)]
    [InlineData(Errno.ESTALE, TroubleKind.Unreachable)]
    [InlineData(Errno.EHOSTDOWN, TroubleKind.Unreachable)]
    [InlineData(Errno.ETIMEDOUT, TroubleKind.Unreachable)]
    [InlineData(Errno.ENOTCONN, TroubleKind.Unreachable)]
    [InlineData(Errno.ENODEV, TroubleKind.Unreachable)]
    [InlineData(Errno.EIO, TroubleKind.IoError)]
    [InlineData(Errno.ENOENT, TroubleKind.IoError)]
    internal void KindOf_ErrorNumber_IsWhatItMeans(int errno, TroubleKind kind) => Assert.Equal(kind, ServerTroubles.KindOf(errno));

    [Fact]
    public void Of_SystemCall_SaysWhatWasTriedOnWhichPathAndTheAnswer()
    {
        var trouble = ServerTroubles.Of(new SystemCallException(Errno.ENOSPC, "write", "/srv/a"), new("dp-1"), new PackageName("viewer"));

        Assert.Equal("cannot write '/srv/a': No space left on device", trouble!.Message);
        Assert.Equal((TroubleKind.NoSpace, "dp-1", "viewer", "/srv/a"), (trouble.Kind, trouble.Server.Value, trouble.Package?.Value, trouble.Path));
    }

    [Fact]
    public void Of_ADefectOrACancellation_IsNoTroubleOfTheServer()
    {
        Assert.Null(ServerTroubles.Of(new InvalidOperationException(), new("dp-1"), null));
        Assert.Null(ServerTroubles.Of(new OperationCanceledException(), new("dp-1"), null));
    }
}
