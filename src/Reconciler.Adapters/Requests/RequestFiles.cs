using System.Globalization;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Requests;

/// <summary>
/// <c>requests/</c>: who may write into the directory may ask. <c>ID.request</c> waits; renamed to <c>ID.begun</c> it is being done, and is never
/// done a second time; <c>ID.answer</c> is what the verb writes, to be followed while it grows.
/// </summary>
public sealed class RequestFiles(StateDirectory directory)
{
    private const string Waiting = ".request";
    private const string Begun = ".begun";
    private const string Answer = ".answer";

    /// <summary>An answer that nobody came for.</summary>
    private static readonly TimeSpan kept = TimeSpan.FromDays(1);

    /// <summary>Whoever may enter the directory may read what is in it: an administrator asks a service of another user.</summary>
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public bool IsAnyWaiting => Directory.Exists(directory.Requests) && Directory.EnumerateFiles(directory.Requests, "*" + Waiting).Any();

    /// <summary>Ascends with the time.</summary>
    public static string NewId(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMddHHmmssfff}-{Guid.NewGuid():n}");

    /// <summary>How far it has got; null for one that nobody put, and for one whose answer was deleted.</summary>
    public RequestStage? StageOf(string id)
    {
        // In the order in which one file follows the other, so that none is missed between two looks.
        if (File.Exists(PathOf(id, Waiting)))
            return RequestStage.Waiting;
        if (File.Exists(PathOf(id, Begun)))
            return RequestStage.Begun;
        return File.Exists(PathOf(id, Answer)) ? RequestStage.Done : null;
    }

    public int CountWaiting() => Names(Waiting).Length;

    /// <summary>Of a request that waits, is being done, or has an answer.</summary>
    /// <param name="part">Of the id.</param>
    /// <returns>Null: there is none.</returns>
    public string? FindId(string part) => Directory.Exists(directory.Requests)
        ? Directory.EnumerateFiles(directory.Requests, $"*{part}*").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal).FirstOrDefault()
        : null;

    /// <summary>Durable when it returns.</summary>
    /// <exception cref="StateWriteException">Nothing was asked.</exception>
    public void Put(Request request)
    {
        var path = PathOf(request.Id, Waiting);
        StateWrites.Try(path, () =>
        {
            var beside = Durable.WriteBeside(path, [.. RequestText.Write(request).Span, (byte)'\n']);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(beside, Readable);
            Durable.Rename(beside, path);
            Durable.SyncDirectory(directory.Requests);
        });
    }

    /// <returns>False: it has been begun, or is done.</returns>
    public bool TryWithdraw(string id)
    {
        var path = PathOf(id, Waiting);
        if (!File.Exists(path))
            return false;

        File.Delete(path);
        return true;
    }

    /// <summary>The one that waits longest, which is now begun; null when nobody waits. What cannot be read is deleted: it was not written by this program.</summary>
    /// <exception cref="StateWriteException">It cannot be begun, and still waits.</exception>
    public Request? Begin_NeedsLock(IStateLock held)
    {
        foreach (var path in Names(Waiting))
        {
            var id = Path.GetFileNameWithoutExtension(path);
            try
            {
                if (!IsId(id))
                    throw new FormatException("no such name is given");
                var request = RequestText.Read(File.ReadAllBytes(path));
                if (request.Id != id)
                    throw new FormatException("it has another name");
                StateWrites.Try(path, () =>
                {
                    Durable.Rename(path, PathOf(id, Begun));
                    Durable.SyncDirectory(directory.Requests);
                });
                return request;
            }
            catch (Exception unreadable) when (unreadable is FormatException or IOException or UnauthorizedAccessException)
            {
                File.Delete(path);
            }
        }

        return null;
    }

    /// <summary>Where the answer to a request is written. A file or link of that name that somebody made before is not used.</summary>
    /// <exception cref="StateWriteException">There can be no answer.</exception>
    public AnswerStream OpenAnswer_NeedsLock(IStateLock held, string id)
    {
        var path = PathOf(id, Answer);
        AnswerStream? answer = null;
        StateWrites.Try(path, () => answer = new(path));
        return answer!;
    }

    /// <summary>It is done, and its answer complete.</summary>
    public void End_NeedsLock(IStateLock held, string id) => File.Delete(PathOf(id, Begun));

    /// <summary>Requests that a process which has ended had begun; and answers that nobody came for are deleted.</summary>
    public IEnumerable<string> Interrupted_NeedsLock(IStateLock held, DateTimeOffset now)
    {
        foreach (var path in Names(Answer).Where(path => File.GetLastWriteTimeUtc(path) < now.UtcDateTime - kept))
            File.Delete(path);
        return Names(Begun).Select(path => Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>Where the answer will be.</summary>
    public AnswerReader ReaderOf(string id) => new(PathOf(id, Answer));

    private string[] Names(string extension) => Directory.Exists(directory.Requests)
        ? [.. Directory.EnumerateFiles(directory.Requests, "*" + extension).Order(StringComparer.Ordinal)]
        : [];

    private string PathOf(string id, string extension) => Path.Combine(directory.Requests, id + extension);

    private static bool IsId(string id) => id.Length is >= 8 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
