using Reconciler.Adapters.Downloads;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Terminals;

/// <summary>One line on a terminal that is written over while a source is downloaded.</summary>
internal sealed class DownloadLine(Terminal terminal, TimeProvider time) : IProgress<DownloadProgress>
{
    private static readonly TimeSpan redraw = TimeSpan.FromMilliseconds(100);

    private string? url;
    private long began;
    private long before;
    private long drawn;

    public void Report(DownloadProgress value)
    {
        if (value.HasEnded)
        {
            if (url is not null)
                terminal.Error.Write("\r\e[K");
            url = null;
            return;
        }

        if (url != value.Url)
            (url, began, before) = (value.Url, time.GetTimestamp(), value.Bytes);
        if (time.GetElapsedTime(drawn) >= redraw)
            Draw(value);
    }

    private void Draw(DownloadProgress value)
    {
        drawn = time.GetTimestamp();
        var rate = (value.Bytes - before) / Math.Max(0.001, time.GetElapsedTime(began).TotalSeconds);
        var left = rate > 0 && value.TotalBytes > value.Bytes ? $", {Moment.Age(TimeSpan.FromSeconds((value.TotalBytes.Value - value.Bytes) / rate))} left" : "";
        var text = $"{ByteSize.Text(value.Bytes)}{(value.TotalBytes is { } total ? $" of {ByteSize.Text(total)}" : "")}, {ByteSize.Text((long)rate)}/s{left}, {value.Url}";
        var line = text.Length < terminal.Width ? text : text[..(terminal.Width - 1)];
        terminal.Error.Write($"\r\e[K{terminal.ErrorStyle.Dim(line)}");
    }
}
