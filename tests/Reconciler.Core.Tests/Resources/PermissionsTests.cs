using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Resources;

public class PermissionsTests
{
    [Theory]
    [InlineData(0x1A4, 0x1ED, "0644/0755", "files 0644, directories 0755")]
    [InlineData(null, 0x1C0, "-/0700", "directories 0700")]
    [InlineData(0x100, null, "0400/-", "files 0400")]
    [InlineData(null, null, "-/-", "inherited from the root")]
    public void Text_OfEveryForm_ReadsBack(int? files, int? directories, string text, string words)
    {
        var permissions = new Permissions(files, directories);

        Assert.Equal((text, words), (permissions.ToString(), permissions.Describe()));
        Assert.Equal(permissions, Permissions.Parse(text));
        Assert.Equal(permissions, Permissions.Parse(Permissions.Text(permissions)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0644")]
    [InlineData("/")]
    [InlineData("0644/0758")]
    [InlineData("4755/0755")]
    [InlineData("0644/0755/")]
    [InlineData("77777777777777777777777/0755")]
    public void Parse_AnythingElse_IsRefused(string text) => Assert.Throws<FormatException>(() => Permissions.Parse(text));
}
