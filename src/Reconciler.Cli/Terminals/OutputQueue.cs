namespace Reconciler.Cli.Terminals;

/// <summary>
/// Standard output and error of a service: whoever writes never waits for whoever reads. A thread of its own hands on what was written, in its order; while
/// a pipe or a journal takes nothing, so much is kept, and what comes then is counted and left out.
/// </summary>
internal sealed class OutputQueue : IDisposable
{
    private const int MostKept = 1 << 20;

    /// <summary>At the end, for what is still to be written.</summary>
    private static readonly TimeSpan farewell = TimeSpan.FromSeconds(2);

    private readonly Queue<(TextWriter To, string Text)> queue = new();
    private readonly Terminal terminal;
    private readonly Thread thread;
    private int kept;
    private int lost;
    private bool isOver;

    internal OutputQueue(Terminal terminal)
    {
        this.terminal = terminal;
        thread = new(HandOn) { IsBackground = true, Name = "standard output" };
        thread.Start();
        Terminal = terminal with { Out = new AnswerWriter(text => Add(terminal.Out, text)), Error = new AnswerWriter(text => Add(terminal.Error, text)) };
    }

    /// <summary>The same, and never waiting.</summary>
    internal Terminal Terminal { get; }

    public void Dispose()
    {
        lock (queue)
        {
            isOver = true;
            Monitor.Pulse(queue);
        }

        thread.Join(farewell);
    }

    private void Add(TextWriter to, string text)
    {
        lock (queue)
        {
            if (kept + text.Length > MostKept)
            {
                lost++;
                return;
            }

            kept += text.Length;
            queue.Enqueue((to, text));
            Monitor.Pulse(queue);
        }
    }

    private void HandOn()
    {
        try
        {
            while (Take() is { } written)
                written.To.Write(written.Text);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Nobody reads any more. Events and records tell the rest.
        }
    }

    /// <returns>Null when everything is written, and nothing more will come.</returns>
    private (TextWriter To, string Text)? Take()
    {
        lock (queue)
        {
            while (queue.Count == 0 && lost == 0 && !isOver)
                Monitor.Wait(queue);
            if (queue.TryDequeue(out var next))
            {
                kept -= next.Text.Length;
                return next;
            }

            if (lost == 0)
                return null;

            var left = lost;
            lost = 0;
            return (terminal.Error, $"({left} lines are left out here, since nobody read them; 'reconciler events' has them)\n");
        }
    }
}
