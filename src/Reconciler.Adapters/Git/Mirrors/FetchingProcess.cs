using System.Text;
using LibGit2Sharp;
using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>
/// What the hidden verbs <see cref="Verb"/> and <see cref="PushVerb"/> do: one fetch, or one push, in a process that can be killed. A fetch that hangs inside libgit2 cannot be
/// cancelled, and its ssh would live on; this process leads a group, and its parent ends the group. When the parent is gone, it ends itself.
/// </summary>
public static class FetchingProcess
{
    public const string Verb = "__fetch";

    /// <summary>The same for a push.</summary>
    public const string PushVerb = "__push";

    private const int LongestReason = 2000;

    private static readonly TimeSpan lockInterval = TimeSpan.FromMilliseconds(100);

    /// <param name="input">The request's line; then nothing, and its end when the parent ends.</param>
    /// <param name="output">Takes the replies.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(Stream input, Stream output, TimeProvider time)
    {
        ProcessGroup.Begin();
        using var reader = new StreamReader(input, Encoding.UTF8);
        if (await reader.ReadLineAsync() is not { Length: > 0 } line)
            return 1;

        var request = FetchRequest.Read(line);
        var parent = new Thread(() => EndWith(reader)) { IsBackground = true, Name = "parent" };
        parent.Start();

        var gate = new Lock();
        void Reply(FetchReply reply)
        {
            lock (gate)
            {
                output.Write([.. reply.ToLine().Span, (byte)'\n']);
                output.Flush();
            }
        }

        try
        {
            await FetchAsync(request, Reply, time);
            Reply(new FetchReply.Done());
            return 0;
        }
        catch (Exception e) when (e is LibGit2SharpException or IOException or UnauthorizedAccessException)
        {
            Reply(new FetchReply.Failed(e.Message.Length > LongestReason ? e.Message[..LongestReason] : e.Message));
            return 1;
        }
    }

    private static async Task FetchAsync(FetchRequest request, Action<FetchReply> reply, TimeProvider time)
    {
        if (request.Login is not null)
            await RedirectProbe.RefuseAsync(request.Url);

        var directory = new MirrorDirectory(request.Directory);
        var held = directory.TryLock();
        for (; held is null; held = directory.TryLock())
        {
            reply(new FetchReply.Waiting());
            await Task.Delay(lockInterval, time);
        }

        using (held)
        {
            directory.Sweep_NeedsLock();
            using var repository = directory.Open_NeedsLock();
            if (request.Push is null)
                new MirrorUpdate(repository, request, reply).Run();
            else if (request.Push.IsHere)
                new BranchPush(repository, request, reply).RunHere();
            else
                new BranchPush(repository, request, reply).Run();
        }
    }

    private static void EndWith(StreamReader parent)
    {
        while (parent.Read() >= 0)
        {
            // Nothing more is said; only the end counts.
        }

        ProcessGroup.EndOwn();
    }
}
