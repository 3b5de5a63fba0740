using Reconciler.Cli.Terminals;
using Reconciler.Cli.Calls;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Despooling;

namespace Reconciler.Cli.Reports;

/// <summary>One line on a terminal that is written over: bytes, rate, time left, servers. Nothing in a pipe.</summary>
internal sealed class ProgressLine
{
    private static readonly TimeSpan redraw = TimeSpan.FromMilliseconds(100);

    private readonly Terminal terminal;
    private readonly TimeProvider time;
    private readonly bool isShown;
    private readonly HashSet<ServerName> active = [];
    private long began;
    private long drawn;
    private long total;
    private long copied;
    private bool isOnScreen;

    internal ProgressLine(VerbContext context)
    {
        terminal = context.Terminal;
        time = context.Surroundings.Time;
        isShown = terminal.ShowsProgress && !context.IsQuiet;
    }

    internal void Tell(Happened what)
    {
        if (!isShown)
            return;

        switch (what)
        {
            case Happened.Begun begun:
                (total, copied, began) = (begun.Bytes, 0, time.GetTimestamp());
                break;
            case Happened.Copied bytes:
                copied += bytes.Bytes;
                active.Add(bytes.Server);
                break;
        }

        if (time.GetElapsedTime(drawn) >= redraw && total > 0)
            Draw();
    }

    /// <summary>Takes the line away while something else is written.</summary>
    internal async Task AroundAsync(Func<Task> write)
    {
        Erase();
        await write();
    }

    internal void End() => Erase();

    private void Draw()
    {
        drawn = time.GetTimestamp();
        var seconds = Math.Max(0.001, time.GetElapsedTime(began).TotalSeconds);
        var rate = copied / seconds;
        var left = rate > 0 && total > copied ? $", {Moment.Age(TimeSpan.FromSeconds((total - copied) / rate))} left" : "";
        var text = $"{ByteSize.Text(copied)} of {ByteSize.Text(total)}, {ByteSize.Text((long)rate)}/s{left}, {PlanText.Count(active.Count, "server")}";
        var line = text.Length < terminal.Width ? text : text[..(terminal.Width - 1)];
        terminal.Error.Write($"\r\e[K{terminal.ErrorStyle.Dim(line)}");
        isOnScreen = true;
    }

    private void Erase()
    {
        if (isOnScreen)
            terminal.Error.Write("\r\e[K");
        isOnScreen = false;
    }
}
