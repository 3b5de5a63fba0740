using System.Text;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Tests.Terminals;

public sealed class OutputQueueTests
{
    [Fact]
    public void Written_OnBothStreams_IsThereInItsOrderAtTheEnd()
    {
        var both = new StringWriter();
        using (var queue = new OutputQueue(Terminal(both, both)))
        {
            for (var line = 0; line < 1000; line++)
                (line % 2 == 0 ? queue.Terminal.Out : queue.Terminal.Error).WriteLine($"{line}");
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(line => $"{line}\n")), both.ToString());
    }

    [Fact]
    public void Writer_WhenNobodyReads_NeverWaitsAndLaterSaysWhatIsMissing()
    {
        using var stalled = new StalledWriter();
        var error = new StringWriter();
        using (var queue = new OutputQueue(Terminal(stalled, error)))
        {
            var line = new string('x', 1000);
            for (var i = 0; i < 5000; i++)
                queue.Terminal.Out.WriteLine(line);
            stalled.Release();
        }

        Assert.Matches(@"^\(39\d\d lines are left out here, since nobody read them; 'reconciler events' has them\)\n$", error.ToString());
        Assert.InRange(stalled.Length, 1_000_000, 1 << 21);
    }

    [Fact]
    public void Dispose_WhileNobodyReads_WaitsForAMomentOnly()
    {
        using var stalled = new StalledWriter();
        var queue = new OutputQueue(Terminal(stalled, TextWriter.Null));
        queue.Terminal.Out.WriteLine("never read");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        queue.Dispose();

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    }

    private static Terminal Terminal(TextWriter output, TextWriter error) => new(output, error, Style.Plain, Style.Plain, ShowsProgress: false, Width: 80);

    /// <summary>A pipe that nobody reads until somebody does.</summary>
    private sealed class StalledWriter : TextWriter
    {
        private readonly ManualResetEventSlim isRead = new();

        internal long Length { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        internal void Release() => isRead.Set();

        public override void Write(string? value)
        {
            isRead.Wait(TimeSpan.FromSeconds(60));
            Length += value!.Length;
        }

        protected override void Dispose(bool disposing)
        {
            isRead.Set();
            base.Dispose(disposing);
        }
    }
}
