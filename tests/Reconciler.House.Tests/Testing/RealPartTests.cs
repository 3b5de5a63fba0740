using Reconciler.Testing;

namespace Reconciler.House.Tests.Testing;

public class RealPartTests
{
    [Fact]
    public void Missing_ProgramOnThePath_IsNull()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("strace", "");

        Assert.Null(RealPart.Missing("strace", "apt-get install strace", $"/nowhere{Path.PathSeparator}{directory.Path}"));
    }

    [Fact]
    public void Missing_ProgramNowhere_NamesItAndTheCommand()
    {
        using var directory = new TemporaryDirectory();

        Assert.Equal("This test needs strace: apt-get install strace", RealPart.Missing("strace", "apt-get install strace", directory.Path));
    }

    [Fact]
    public void Require_ProgramNowhere_SkipsHereAndFailsInCi()
    {
        var message = MessageOf(() => RealPart.Require("no-such-program-anywhere", "apt-get install it"));

        var isSkip = message.StartsWith("$XunitDynamicSkip$", StringComparison.Ordinal);
        Assert.Equal(Environment.GetEnvironmentVariable("CI") != "true", isSkip);
        Assert.Contains("apt-get install it", message, StringComparison.Ordinal);
    }

    /// <summary>xunit's own <c>Assert.Throws</c> lets a skip through.</summary>
    private static string MessageOf(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            return e.Message;
        }

        return "nothing was thrown";
    }
}
