using Reconciler.Cli.Reports;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Tests.Reports;

public class TextTableTests
{
    [Fact]
    public void Lines_WideLettersAndNumbers_StandBelowEachOther()
    {
        var table = new TextTable("NAME", new("COUNT", IsNumber: true), "WHY");
        table.Add("東京", 7, "a reason");
        table.Add("dp-1", 12345, "");

        Assert.Equal(
        [
            "NAME  COUNT  WHY",
            "東京      7  a reason",
            "dp-1  12345",
        ],
        table.Lines(Style.Plain));
    }

    [Fact]
    public void Lines_Coloured_ArePaddedByWhatIsSeen()
    {
        var style = new Style(isColoured: true);
        var table = new TextTable("A", "B");
        table.Add(new Cell("x", style.Green), "y");
        table.Add("longer", "z");

        Assert.Equal(["\e[2mA\e[0m       \e[2mB\e[0m", "\e[32mx\e[0m       y", "longer  z"], table.Lines(style));
    }

    [Fact]
    public void Lines_TextWithAnEscape_SpellsItOut()
    {
        var table = new TextTable("A");
        table.Add("\e[2J");

        Assert.Equal(@"\u001b[2J", table.Lines(Style.Plain).Last());
    }
}
