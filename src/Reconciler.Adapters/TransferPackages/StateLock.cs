using Reconciler.Adapters.Linux;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>The lock on a state directory: <c>lock</c> is locked, <c>lock.json</c> beside it says by whom and keeps the epoch.</summary>
public sealed class StateLock : IStateLock
{
    private readonly StateDirectory directory;
    private readonly FileLock file;
    private readonly StateLockHolder holder;

    private StateLock(StateDirectory directory, FileLock file, StateLockHolder holder)
    {
        this.directory = directory;
        this.file = file;
        this.holder = holder;
    }

    private long count;

    public long Epoch { get; private set; }

    /// <summary>Creates what is missing of the state directory.</summary>
    /// <param name="verb">What holders of the lock are told apart by: <c>sync</c>, <c>run</c>, …</param>
    /// <exception cref="StateLockedException">Somebody else holds it.</exception>
    /// <exception cref="StateWriteException">The directory cannot be written, or its file system has no locks.</exception>
    /// <exception cref="StateUnreadableException">The epoch cannot be read.</exception>
    public static StateLock Take(StateDirectory directory, string verb, DateTimeOffset now)
    {
        directory.Create();
        FileLock? file = null;
        StateWrites.Try(directory.LockFile, () => file = FileLock.TryTake(directory.LockFile));
        if (file is null)
            throw new StateLockedException(directory.LockFile, Word(directory));

        try
        {
            var taken = new StateLock(directory, file, new(Environment.ProcessId, Environment.MachineName, verb, now));
            taken.RaiseAbove(LockText.Read(directory.LockHolderFile)?.Epoch ?? 0);
            return taken;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public OrderNumber NextOrder() => new(Epoch, Interlocked.Increment(ref count));

    /// <summary>Whether somebody holds the lock, as far as one can know a moment later.</summary>
    public static bool IsHeld(StateDirectory directory)
    {
        using var free = FileLock.TryTake(directory.LockFile);
        return free is null;
    }

    /// <returns>Who holds it, when that is somebody with this verb; else null, also where one cannot look.</returns>
    public static StateLockHolder? HolderThat(StateDirectory directory, string verb)
    {
        try
        {
            return Word(directory) is { } holder && holder.Verb == verb && IsHeld(directory) ? holder : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void RaiseAbove(long seen)
    {
        ObjectDisposedException.ThrowIf(!file.IsHeld, this);
        var epoch = Math.Max(seen, Epoch) + 1;
        StateWrites.Replace(directory.LockHolderFile, LockText.Write(holder, epoch));
        Epoch = epoch;
    }

    public void Dispose() => file.Dispose();

    /// <summary>What the holder left is for a message only, which must come in any case.</summary>
    private static StateLockHolder? Word(StateDirectory directory)
    {
        try
        {
            return LockText.Read(directory.LockHolderFile)?.Holder;
        }
        catch (StateUnreadableException)
        {
            return null;
        }
    }
}
