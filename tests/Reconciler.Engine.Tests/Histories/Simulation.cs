namespace Reconciler.Engine.Tests.Histories;

/// <summary>
/// One thread, a clock of its own, and chance by a seed: everything that could go on goes on in a random order, which is the same order for the
/// same seed. The clock moves only when nothing can go on. Whatever runs here can be killed after any number of steps, as a process is.
/// </summary>
internal sealed class Simulation(uint seed, DateTimeOffset start) : TimeProvider
{
    /// <summary>Whoever works on another thread for a moment (a cancellation tells its listeners there) gets so long before the clock jumps.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan shortPatience = TimeSpan.FromMilliseconds(5);

    /// <summary>Nobody notices whether a timer as short as this went off a little early.</summary>
    private static readonly TimeSpan soon = TimeSpan.FromSeconds(1);

    private readonly Random chance = new((int)seed);
    private readonly List<(SendOrPostCallback Work, object? State)> ready = [];
    private readonly PriorityQueue<Timer, (TimeSpan Due, long Number)> timers = new();
    private readonly Lock gate = new();
    private TimeSpan elapsed;
    private TimeSpan shift;
    private long timersMade;
    private int life;

    /// <summary>Somebody waits for ever on purpose: no use in being patient.</summary>
    internal int Hanging { get; set; }

    /// <summary>Whatever is still under way belongs to a process that is no more.</summary>
    internal bool IsDead { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + elapsed + shift;

    public override long GetTimestamp() => elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, callback, state, dueTime);

    /// <summary>The wall clock is put forward or back; nobody's timers notice.</summary>
    internal void Shift(TimeSpan by) => shift += by;

    internal int Next(int below) => chance.Next(below);

    internal bool Happens(int inHundred) => chance.Next(100) < inHundred;

    /// <returns>False: it was killed after <paramref name="killAfter"/> steps.</returns>
    internal bool Run(Func<Task> work, int killAfter = int.MaxValue)
    {
        var former = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Context(this, life));
        try
        {
            IsDead = false;
            var working = work();
            for (var steps = 0; !working.IsCompleted; steps++)
            {
                if (steps == killAfter || IsDead)
                {
                    Kill();
                    return false;
                }

                if (!GoOn(working))
                    throw new InvalidOperationException("Nothing goes on, and nothing will: somebody waits for ever.");
            }

            working.GetAwaiter().GetResult();
            return true;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(former);
        }
    }

    /// <summary>Until nothing goes on by itself.</summary>
    internal void Drain()
    {
        var former = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Context(this, life));
        while (Take() is { } next)
            next.Work(next.State);
        SynchronizationContext.SetSynchronizationContext(former);
    }

    /// <summary>The process ends here and now: nothing of what is under way goes on.</summary>
    internal void Kill()
    {
        lock (gate)
        {
            IsDead = true;
            life++;
            ready.Clear();
            timers.Clear();
        }
    }

    /// <summary>The next process starts.</summary>
    internal void Revive() => IsDead = false;

    /// <summary>For what runs on other threads: whoever does anything after the end does nothing.</summary>
    internal void ThrowIfDead()
    {
        if (IsDead)
            throw new KilledException();
    }

    private bool GoOn(Task working)
    {
        if (Take() is { } next)
        {
            next.Work(next.State);
            return true;
        }

        var wait = Patience();
        return (wait > TimeSpan.Zero && SpinWait.SpinUntil(() => working.IsCompleted || HasWork(), wait)) || JumpToNextTimer();
    }

    private TimeSpan Patience() => NextTimer() switch
    {
        { } left when left < soon => TimeSpan.Zero,
        not null when Hanging > 0 => shortPatience,
        _ => patience,
    };

    private (SendOrPostCallback Work, object? State)? Take()
    {
        lock (gate)
        {
            if (ready.Count == 0)
                return null;

            var index = chance.Next(ready.Count);
            var next = ready[index];
            ready.RemoveAt(index);
            return next;
        }
    }

    private bool HasWork()
    {
        lock (gate)
            return ready.Count > 0;
    }

    /// <returns>How long it is until it goes off; null: there is none.</returns>
    private TimeSpan? NextTimer()
    {
        lock (gate)
        {
            while (timers.TryPeek(out var timer, out var at))
            {
                if (!timer.IsOver(at.Number))
                    return at.Due - elapsed;
                timers.Dequeue();
            }

            return null;
        }
    }

    private bool JumpToNextTimer()
    {
        lock (gate)
        {
            while (timers.TryDequeue(out var timer, out var at))
            {
                if (timer.IsOver(at.Number))
                    continue;

                elapsed = at.Due > elapsed ? at.Due : elapsed;
                ready.Add((_ => timer.GoOff(), null));
                return true;
            }

            return false;
        }
    }

    private sealed class Context(Simulation simulation, int life) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            lock (simulation.gate)
            {
                if (life == simulation.life)
                    simulation.ready.Add((d, state));
            }
        }

        public override SynchronizationContext CreateCopy() => this;
    }

    private sealed class Timer : ITimer
    {
        private readonly Simulation simulation;
        private readonly TimerCallback callback;
        private readonly object? state;
        private long current;

        internal Timer(Simulation simulation, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            this.simulation = simulation;
            this.callback = callback;
            this.state = state;
            Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (simulation.gate)
            {
                current = ++simulation.timersMade;
                if (dueTime != Timeout.InfiniteTimeSpan && !simulation.IsDead)
                    simulation.timers.Enqueue(this, (simulation.elapsed + dueTime, current));
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal bool IsOver(long number) => number != current;

        internal void GoOff() => callback(state);
    }
}
