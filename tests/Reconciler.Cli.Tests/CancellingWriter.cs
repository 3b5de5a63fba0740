namespace Reconciler.Cli.Tests;

/// <summary>Collects lines, and cancels at the first that contains a text.</summary>
internal sealed class CancellingWriter : StringWriter
{
    private readonly string text;
    private readonly CancellationTokenSource ending;

    internal CancellingWriter(string text, CancellationTokenSource ending)
    {
        this.text = text;
        this.ending = ending;
        NewLine = "\n";
    }

    public override async Task WriteLineAsync(string? value)
    {
        await base.WriteLineAsync(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
            await ending.CancelAsync();
    }
}
