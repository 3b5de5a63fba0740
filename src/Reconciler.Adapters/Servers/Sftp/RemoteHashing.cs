using System.Text;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>
/// Lets the server hash files itself, where a login has a shell with <c>sha256sum</c>. Names go to its standard input, each ended by a NUL, and never into
/// a command.
/// </summary>
internal sealed class RemoteHashing(SftpConnection connection, RemoteRoot root)
{
    private const string Command = "xargs -0 sha256sum -z --";
    private const int HexBytes = 2 * Digest.SizeBytes;

    // Slower than any disk; while it hashes it says nothing.
    private const long LeastBytesPerSecond = 10_000_000;
    private static readonly TimeSpan longestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan betweenSigns = TimeSpan.FromSeconds(5);

    private volatile bool hasWorked;
    private volatile bool hasFailed;

    /// <summary>It was never tried, or it worked.</summary>
    public bool MayWork => !hasFailed;

    /// <returns>The digest of each file, in the order of the files; null where the server cannot do it, or not for all of them.</returns>
    public async Task<Digest[]?> HashAsync(IReadOnlyList<(RemotePath At, long SizeBytes)> files, CancellationToken cancellationToken)
    {
        if (hasFailed)
            return null;

        using var ssh = connection.Run(Command);
        var hashing = Task.Factory.StartNew(() => Hash(ssh, files), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var until = Environment.TickCount64 + (long)longestStart.TotalMilliseconds + (files.Sum(file => file.SizeBytes) * 1000 / LeastBytesPerSecond);
        try
        {
            while (!hashing.IsCompleted && Environment.TickCount64 < until)
            {
                await Task.WhenAny(hashing, Task.Delay(betweenSigns, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                root.Answered();
            }
        }
        finally
        {
            ssh.Kill();
        }

        var digests = await hashing;
        hasWorked |= digests is not null;
        hasFailed |= !hasWorked;
        return digests;
    }

    private static Digest[]? Hash(SshProcess ssh, IReadOnlyList<(RemotePath At, long SizeBytes)> files)
    {
        // Both ways at once: a long list and its answers do not fit into what lies in between.
        var asking = new Thread(() => Ask(ssh.ToServer, files)) { IsBackground = true, Name = "sha256sum" };
        asking.Start();
        try
        {
            var answers = new BufferedStream(ssh.FromServer, 1 << 16);
            return [.. files.Select(file => Answer(answers, file.At))];
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or FormatException)
        {
            return null;
        }
    }

    private static void Ask(Stream toServer, IReadOnlyList<(RemotePath At, long SizeBytes)> files)
    {
        try
        {
            using var asked = new BufferedStream(toServer, 1 << 16);
            foreach (var (at, _) in files)
            {
                asked.Write(at.Bytes);
                asked.WriteByte(0);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // There is no shell, or it has gone: the answers end as well.
        }
    }

    /// <summary><c>sha256  path NUL</c>, and nothing else: a file that it could not read has no answer.</summary>
    private static Digest Answer(Stream answers, RemotePath at)
    {
        var answer = new byte[HexBytes + 2 + at.Bytes.Length + 1];
        answers.ReadExactly(answer);
        return answer.AsSpan(HexBytes, 2).SequenceEqual("  "u8) && answer.AsSpan(HexBytes + 2, at.Bytes.Length).SequenceEqual(at.Bytes) && answer[^1] == 0
            ? Digest.Parse(Encoding.ASCII.GetString(answer, 0, HexBytes))
            : throw new FormatException("an answer to something else");
    }
}
