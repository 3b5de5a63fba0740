using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Reconciler.Adapters.Processes;
using Reconciler.Adapters.Streams;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>
/// The bytes of a large blob, as a process writes them: only a buffer of it is in memory here. Reading to the end throws unless all came, they are
/// what the blob's id says, and the process ended well.
/// </summary>
internal sealed class BlobPipe : ReadOnlyStream
{
    private static readonly TimeSpan farewell = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly SourceEntry entry;
    private readonly SourcePosition at;
    private readonly TimeSpan stall;
    private readonly Action closed;
    private readonly CancellationToken cancellationToken;
    private readonly CancellationTokenRegistration unwanted;
    private readonly Timer watch;
    // The id of a blob in Git, not a protection against anybody.
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private long position;
    private volatile bool hasStalled;
    private bool isWhole;
    private bool isClosed;

    /// <param name="process">Just started; ended with the stream.</param>
    /// <param name="entry">Its stamp is the blob's id.</param>
    /// <param name="stall">Without a byte, before the process is ended.</param>
    /// <param name="closed">Called once.</param>
    internal BlobPipe(Process process, SourceEntry entry, SourcePosition at, TimeSpan stall, Action closed, CancellationToken cancellationToken)
    {
        this.process = process;
        this.entry = entry;
        this.at = at;
        this.stall = stall;
        this.closed = closed;
        this.cancellationToken = cancellationToken;
        process.StandardInput.Close();
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {entry.SizeBytes}\0"));
        // A read that waits ends when the process does.
        watch = new(_ => Stall(), null, stall, Timeout.InfiniteTimeSpan);
        unwanted = cancellationToken.Register(End);
    }

    public override long Length => entry.SizeBytes;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="SourceException">At the end, when it is not the blob.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (isWhole || buffer.IsEmpty)
            return 0;

        var count = process.StandardOutput.BaseStream.Read(buffer);
        cancellationToken.ThrowIfCancellationRequested();
        watch.Change(stall, Timeout.InfiniteTimeSpan);
        hash.AppendData(buffer[..count]);
        position += count;
        if (position > entry.SizeBytes)
            throw Refused($"more than its {entry.SizeBytes} bytes came");
        if (count == 0)
            RefuseUnlessWhole();
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isClosed)
        {
            isClosed = true;
            unwanted.Dispose();
            watch.Dispose();
            End();
            process.WaitForExit();
            process.Dispose();
            hash.Dispose();
            closed();
        }

        base.Dispose(disposing);
    }

    private void RefuseUnlessWhole()
    {
        if (!process.WaitForExit(farewell))
            throw Refused($"the process that reads it does not end");
        if (hasStalled)
            throw Refused($"nothing of it came within {stall.TotalSeconds} s, and so the process that reads it was ended");
        if (process.ExitCode != 0)
            throw Refused($"the process that reads it ended with the exit code {process.ExitCode}{Said()}");
        if (position != entry.SizeBytes)
            throw Refused($"{position} bytes of it came, and it has {entry.SizeBytes}");
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != entry.Stamp)
            throw Refused("what came is not what its id in Git says");
        isWhole = true;
    }

    private SourceException Refused(string problem) => new(GitDiagnostics.BlobNotRead(at, entry.Path, problem));

    private string Said()
    {
        var buffer = new char[ErrorTail.MaxLength];
        var count = process.StandardError.ReadBlock(buffer);
        return ErrorTail.OneLine(new(buffer, 0, count)).Replace("; ", ", ", StringComparison.Ordinal) is { Length: > 0 } said ? $" ({said})" : "";
    }

    private void Stall()
    {
        hasStalled = true;
        End();
    }

    private void End()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
