using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Downloads;

/// <summary>
/// Downloads over http and https: goes on where a connection broke off, follows redirects, waits for servers that are busy, and holds all that
/// arrived against the declared sum. Proxies are those of the environment (<c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>NO_PROXY</c>).
/// </summary>
public sealed class Downloader : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly HttpClient client;
    private readonly HttpExchange exchange;
    private readonly DownloadOptions options;
    private readonly TimeProvider time;
    private readonly IProgress<DownloadProgress>? progress;

    /// <param name="login">What is shown to a URL; null for nothing. Asked at every use.</param>
    /// <param name="progress">Told of every part that arrives.</param>
    public Downloader(TimeProvider time, Func<Uri, AuthenticationHeaderValue?> login, IProgress<DownloadProgress>? progress = null)
        : this(time, DownloadOptions.Default, progress, login)
    {
    }

    internal Downloader(TimeProvider time, DownloadOptions options, IProgress<DownloadProgress>? progress = null, Func<Uri, AuthenticationHeaderValue?>? login = null)
    {
        client = new(new SocketsHttpHandler
        {
            // Each redirect is judged, and the bytes are wanted as they are stored.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new("reconciler", null));
        client.DefaultRequestHeaders.AcceptEncoding.Add(new("identity"));
        exchange = new(client, login ?? (_ => null), time);
        this.options = options;
        this.time = time;
        this.progress = progress;
    }

    /// <summary>Until <paramref name="bytes"/> are what <paramref name="expected"/> says. Asks for nothing when they are already.</summary>
    /// <exception cref="DownloadException">They did not arrive, or other ones did: of these nothing is kept.</exception>
    /// <exception cref="IOException">They cannot be written.</exception>
    internal async Task FetchAsync(Uri url, Digest expected, ArrivingBytes bytes, CancellationToken cancellationToken)
    {
        if (bytes.Count > 0 && bytes.Digest == expected)
            return;

        await ReceiveAsync(url, bytes, cancellationToken);
        if (bytes.Digest != expected && bytes.IsPatched)
        {
            // Parts of two versions, perhaps: all from one answer decides.
            bytes.BeginAnew(EntityVersion.Unknown);
            await ReceiveAsync(url, bytes, cancellationToken);
        }

        var (found, count) = (bytes.Digest, bytes.Count);
        if (found == expected)
            return;

        bytes.BeginAnew(EntityVersion.Unknown);
        throw new DownloadException.WrongContent(found, count);
    }

    public void Dispose() => client.Dispose();

    private async Task ReceiveAsync(Uri url, ArrivingBytes bytes, CancellationToken cancellationToken)
    {
        var most = bytes.Count;
        for (var failures = 1; ; failures++)
        {
            try
            {
                await TryAsync(url, bytes, cancellationToken);
                return;
            }
            catch (DownloadException.Interrupted e)
            {
                if (bytes.Count > most)
                    (most, failures) = (bytes.Count, 1);
                if (failures >= options.Tries)
                    throw new DownloadException.GivenUp(e, failures);

                await Task.Delay(Wait(failures, e.Wait), time, cancellationToken);
            }
            finally
            {
                progress?.Report(new("", bytes.Count, null, HasEnded: true));
            }
        }
    }

    private async Task TryAsync(Uri url, ArrivingBytes bytes, CancellationToken cancellationToken)
    {
        using var watch = new Watch(options.Stall, time, cancellationToken);
        try
        {
            using var response = await exchange.GetAsync(url, bytes.Count, bytes.Version, watch.Token);
            Place(response, bytes);
            await CopyAsync(response, bytes, watch, Progress(url, response, bytes.Count));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DownloadException.Interrupted(watch.HasEnded ? $"nothing came for {options.Stall.TotalSeconds:0.#} s" : "the server does not answer", e);
        }
    }

    /// <summary>Whether the answer continues what there is, or is all of it.</summary>
    private static void Place(HttpResponseMessage response, ArrivingBytes bytes)
    {
        if (response.StatusCode == HttpStatusCode.OK)
        {
            bytes.BeginAnew(EntityVersion.Of(response));
            return;
        }

        if (bytes.Count == 0)
            throw new DownloadException.Refused($"the server answered {(int)response.StatusCode} to a request for all of it");

        if (response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == bytes.Count)
        {
            bytes.Continue();
            return;
        }

        // More than the server has, or another part than was asked for.
        bytes.BeginAnew(EntityVersion.Unknown);
        throw new DownloadException.Interrupted("the server could not go on where it had stopped", wait: TimeSpan.Zero);
    }

    private Action<long> Progress(Uri url, HttpResponseMessage response, long before)
    {
        if (progress is null)
            return _ => { };

        var name = url.GetLeftPart(UriPartial.Path);
        var total = before + response.Content.Headers.ContentLength;
        return count => progress.Report(new(name, count, total, HasEnded: false));
    }

    private static async Task CopyAsync(HttpResponseMessage response, ArrivingBytes bytes, Watch watch, Action<long> tell)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(watch.Token);
            while (await ReadAsync(body, buffer, watch.Token) is > 0 and var count)
            {
                watch.Progress();
                bytes.Append(buffer.AsSpan(0, count));
                tell(bytes.Count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw new DownloadException.Interrupted("the connection was cut", e);
        }
    }

    /// <summary>Up to a half more, so that those who failed together do not come back together.</summary>
    private TimeSpan Wait(int failures, TimeSpan? asked)
    {
        var wait = asked ?? options.FirstWait * Math.Pow(2, failures - 1) * (1 + (Random.Shared.NextDouble() / 2));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < options.LongestWait ? wait : options.LongestWait;
    }
}
