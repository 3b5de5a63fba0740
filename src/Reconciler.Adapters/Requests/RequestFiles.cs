using System.Collections.Immutable;
using System.Globalization;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Requests;

/// <summary>
/// <c>requests/</c>: who may write into the directory may ask. <c>ID.request</c> waits; renamed to <c>ID.begun</c> it is being done; <c>ID.answer</c>
/// is what the verb writes, to be followed while it grows. At any moment one of the three is there, until the answer was taken.
/// </summary>
public sealed class RequestFiles(StateDirectory directory)
{
    private const string Waiting = ".request";
    private const string Begun = ".begun";
    private const string Answer = ".answer";
    private const string Unwritten = Waiting + ".new";

    /// <summary>What the program ends with for an error.</summary>
    private const int Error = 1;

    /// <summary>An answer that nobody came for.</summary>
    private static readonly TimeSpan kept = TimeSpan.FromDays(1);

    /// <summary>Whoever may enter the directory may read what is in it: an administrator asks a service of another user.</summary>
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public bool IsAnyWaiting => Directory.Exists(directory.Requests) && Directory.EnumerateFiles(directory.Requests, "*" + Waiting).Any();

    /// <summary>Ascends with the time.</summary>
    public static string NewId(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMddHHmmssfffffff}-{Guid.NewGuid():n}");

    /// <summary>Whether it can be a request's: letters, digits and hyphens.</summary>
    public static bool IsId(string id) => RequestFile.IsId(id);

    /// <summary>How far it has got; null for one that nobody put, and for one whose answer was deleted. Ask twice before that is believed: a file may have been renamed meanwhile.</summary>
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
    public bool TryWithdraw(string id) => TryDelete(PathOf(id, Waiting));

    /// <summary>For whoever asked, when the process that had begun it has ended and none has followed: its files go, and nobody will do it.</summary>
    /// <returns>False: it is done, or waits again.</returns>
    public bool TryTakeBack(string id)
    {
        if (!TryDelete(PathOf(id, Begun)))
            return false;

        TryDelete(PathOf(id, Answer));
        return true;
    }

    /// <summary>The one that waits longest, with those right behind it that join it; all of them are begun now. Empty when nobody waits.</summary>
    /// <param name="joins">Whether the second one is done when the first is.</param>
    /// <exception cref="StateWriteException">Nothing can be begun now.</exception>
    public ImmutableArray<Request> Begin_NeedsLock(IStateLock held, Func<Request, Request, bool> joins)
    {
        var begun = ImmutableArray.CreateBuilder<Request>();
        foreach (var path in Names(Waiting))
        {
            if (Find(path) is not { } request)
                continue;
            if (begun.Count > 0 && !joins(begun[0], request))
                break;

            StateWrites.Try(path, () => Durable.Rename(path, PathOf(request.Id, Begun)));
            begun.Add(request);
        }

        if (begun.Count > 0)
            StateWrites.Try(directory.Requests, () => Durable.SyncDirectory(directory.Requests));
        return begun.ToImmutable();
    }

    /// <summary>One answer for all of them. A file or link of its name that somebody made before is not used.</summary>
    public AnswerStream OpenAnswer_NeedsLock(IStateLock held, IEnumerable<Request> requests) => new(requests.Select(request => PathOf(request.Id, Answer)));

    /// <summary>It is done, and its answer complete.</summary>
    public void End_NeedsLock(IStateLock held, Request request) => TryDelete(PathOf(request.Id, Begun));

    /// <summary>Requests that a process which has ended had begun, longest ago first. Those whose answer it had written to the end are ended here.</summary>
    public ImmutableArray<Request> Interrupted_NeedsLock(IStateLock held)
    {
        var interrupted = Names(Begun).Select(Find).OfType<Request>().ToLookup(request => ReaderOf(request.Id).ReadOn().Any(part => part is AnswerPart.Exit));
        foreach (var answered in interrupted[true])
            End_NeedsLock(held, answered);
        return [.. interrupted[false]];
    }

    /// <summary>It waits again, in its old place of the queue.</summary>
    /// <exception cref="StateWriteException">It is still begun.</exception>
    public void PutBack_NeedsLock(IStateLock held, Request interrupted)
    {
        Put(interrupted with { Interruptions = interrupted.Interruptions + 1 });
        End_NeedsLock(held, interrupted);
    }

    /// <summary>Deletes answers that nobody came for, and what killed askers left of their questions.</summary>
    public void Sweep_NeedsLock(IStateLock held, DateTimeOffset now)
    {
        foreach (var path in Names(Answer).Concat(Names(Unwritten)).Where(path => File.GetLastWriteTimeUtc(path) < now.UtcDateTime - kept))
            TryDelete(path);
    }

    /// <summary>Where the answer will be.</summary>
    public AnswerReader ReaderOf(string id) => new(PathOf(id, Answer));

    /// <returns>Null for what is no request, which is answered and deleted then; and for what was withdrawn just now.</returns>
    private Request? Find(string path)
    {
        var id = Path.GetFileNameWithoutExtension(path);
        try
        {
            return RequestFile.Read(path, id);
        }
        catch (Exception unreadable) when (unreadable is FormatException or IOException)
        {
            if (File.Exists(path))
                Refuse(path, id, unreadable.Message);
            return null;
        }
    }

    private void Refuse(string path, string id, string why)
    {
        if (RequestFile.IsId(id))
        {
            using var answer = new AnswerStream([PathOf(id, Answer)]);
            answer.WriteError($"error: this reconciler run cannot read what was asked ({why}); ask with the program of the same version, or restart the service with it\n");
            answer.End(Error);
        }

        TryDelete(path);
    }

    private static bool TryDelete(string path)
    {
        try
        {
            if (!File.Exists(path))
                return false;

            File.Delete(path);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string[] Names(string extension) => Directory.Exists(directory.Requests)
        ? [.. Directory.EnumerateFiles(directory.Requests, "*" + extension).Order(StringComparer.Ordinal)]
        : [];

    private string PathOf(string id, string extension) => Path.Combine(directory.Requests, id + extension);
}
