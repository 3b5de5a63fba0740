using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Content;

public sealed class WindowsNameTests
{
    [Theory]
    [InlineData("viewer")]
    [InlineData("Office Viewer 3.1")]
    [InlineData(".hidden")]
    [InlineData("console")]
    [InlineData("COM10")]
    [InlineData("com")]
    [InlineData("été")]
    public void IsPossible_OrdinaryName_Is(string name) => Assert.True(WindowsName.IsPossible(name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("a:b")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a*")]
    [InlineData("a\tb")]
    [InlineData("con")]
    [InlineData("NUL.tar.gz")]
    [InlineData("nul .txt")]
    [InlineData("Com1")]
    [InlineData("lpt\u00b9.txt")]
    [InlineData("CONOUT$")]
    public void IsPossible_NameThatWindowsRefuses_IsNot(string name) => Assert.False(WindowsName.IsPossible(name));
}
