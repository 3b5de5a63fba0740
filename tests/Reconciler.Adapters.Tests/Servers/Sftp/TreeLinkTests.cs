using System.Text;
using Reconciler.Adapters.Servers.Sftp;

namespace Reconciler.Adapters.Tests.Servers.Sftp;

public sealed class TreeLinkTests
{
    private const string Id = "0123456789abcdef";

    [Theory]
    [InlineData("viewer", ".reconciler/trees/0123456789abcdef")]
    [InlineData("Apps/Viewer", "../.reconciler/trees/0123456789abcdef")]
    [InlineData("Apps/Viewer/3.1", "../../.reconciler/trees/0123456789abcdef")]
    public void To_APath_IsSeenFromThere(string path, string target)
    {
        Assert.Equal(target, Encoding.UTF8.GetString(TreeLink.To(Id, path)));
        Assert.Equal(Id, TreeLink.TreeOf(TreeLink.To(Id, path), path));
    }

    [Theory]
    [InlineData("/srv/.reconciler/trees/0123456789abcdef")]
    [InlineData("../.reconciler/trees/0123456789abcdef")]
    [InlineData("./.reconciler/trees/0123456789abcdef")]
    [InlineData(".reconciler/trees/0123456789abcdef/")]
    [InlineData(".reconciler/trees/0123456789abcdef/..")]
    [InlineData(".reconciler/trees/../../outside")]
    [InlineData(".reconciler/trees/0123456789ABCDEF")]
    [InlineData("")]
    public void TreeOf_AnythingElse_IsNotOurs(string target) => Assert.Null(TreeLink.TreeOf(Encoding.UTF8.GetBytes(target), "viewer"));
}
