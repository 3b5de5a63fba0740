using System.Text;

namespace Reconciler.Cli.Terminals;

/// <summary>A standard stream of somebody else: what is written is handed on at once.</summary>
internal sealed class AnswerWriter : TextWriter
{
    private readonly Action<string> write;

    internal AnswerWriter(Action<string> write)
    {
        this.write = write;
        NewLine = "\n";
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => write(new(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => write(new(buffer));

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value))
            write(value);
    }

    public override void WriteLine(string? value) => write(value + "\n");

    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteLineAsync()
    {
        write("\n");
        return Task.CompletedTask;
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
