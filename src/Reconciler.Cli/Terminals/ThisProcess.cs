namespace Reconciler.Cli.Terminals;

/// <summary>The surroundings of a real run.</summary>
internal static class ThisProcess
{
    private const int UsualWidth = 80;

    internal static Surroundings Surroundings(string[] arguments)
    {
        var isCi = Environment.GetEnvironmentVariable("CI") is "true" or "1";
        var mayColour = !isCi
            && Environment.GetEnvironmentVariable("NO_COLOR") is null or ""
            && Environment.GetEnvironmentVariable("TERM") != "dumb"
            && !arguments.Contains("--no-color");
        var terminal = new Terminal(
            Console.Out,
            Console.Error,
            new Style(mayColour && !Console.IsOutputRedirected),
            new Style(mayColour && !Console.IsErrorRedirected),
            !Console.IsErrorRedirected && !isCi,
            Width(Console.IsErrorRedirected))
        {
            OutWidth = Console.IsOutputRedirected || isCi ? null : Width(isRedirected: false),
        };
        return new(
            terminal,
            Environment.GetEnvironmentVariable,
            Directory.GetCurrentDirectory(),
            Environment.IsPrivilegedProcess,
            TimeProvider.System);
    }

    private static int Width(bool isRedirected)
    {
        if (isRedirected)
            return UsualWidth;

        var width = Console.WindowWidth;
        return width > 0 ? width : UsualWidth;
    }
}
