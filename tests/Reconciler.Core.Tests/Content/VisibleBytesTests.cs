using System.Text;
using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Content;

public class VisibleBytesTests
{
    [Fact]
    public void Show_Utf8_IsTheText() => Assert.Equal("grüße 😀", VisibleBytes.Show(Encoding.UTF8.GetBytes("grüße 😀")));

    [Fact]
    public void Show_OtherBytes_AreVisible() => Assert.Equal("caf\\xE9\\xF0\\x9F.txt", VisibleBytes.Show([.. "caf"u8, 0xE9, 0xF0, 0x9F, .. ".txt"u8]));
}
