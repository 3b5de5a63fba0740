using System.Text;
using Reconciler.Adapters.Content;

namespace Reconciler.Adapters.Tests.Content;

public class LfsPointerTests
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";

    [Theory]
    [InlineData(Pointer, true)]
    [InlineData("version https://hawser.github.com/spec/v1\noid sha256:4d7a\nsize 1\n", true)]
    [InlineData("version https://git-lfs.github.com/spec/v1 is what pointers begin with\n", false)]
    [InlineData("text\n" + Pointer, false)]
    [InlineData("", false)]
    public void IsPointer_Texts_AreTold(string text, bool expected) => Assert.Equal(expected, LfsPointer.IsPointer(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void IsPointer_LongerThanPointersAre_IsNone() => Assert.False(LfsPointer.IsPointer(Encoding.UTF8.GetBytes(Pointer + new string('x', 1024))));
}
