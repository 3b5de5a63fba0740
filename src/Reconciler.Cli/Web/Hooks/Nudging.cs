namespace Reconciler.Cli.Web.Hooks;

/// <summary>Makes the loop look at the repository, at most once a second however many hooks come; none of them is forgotten.</summary>
internal sealed class Nudging(Action nudge, TimeProvider time)
{
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);

    private readonly Lock turn = new();
    private DateTimeOffset next;
    private bool isDue;

    internal void Ask()
    {
        TimeSpan wait;
        lock (turn)
        {
            if (isDue)
                return;

            var now = time.GetUtcNow();
            wait = next - now;
            isDue = wait > TimeSpan.Zero;
            if (!isDue)
                next = now + pause;
        }

        if (wait > TimeSpan.Zero)
            _ = LaterAsync(wait);
        else
            nudge();
    }

    private async Task LaterAsync(TimeSpan wait)
    {
        await Task.Delay(wait, time);
        lock (turn)
        {
            isDue = false;
            next = time.GetUtcNow() + pause;
        }

        nudge();
    }
}
