namespace Reconciler.Cli.Tests;

/// <summary>Collects what is written, and cancels at the first writing that contains a text.</summary>
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
        await LookAtAsync(value);
    }

    public override async Task WriteAsync(string? value)
    {
        await base.WriteAsync(value);
        await LookAtAsync(value);
    }

    private async Task LookAtAsync(string? value)
    {
        if (value?.Contains(text, StringComparison.Ordinal) == true)
            await ending.CancelAsync();
    }
}
