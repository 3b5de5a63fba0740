using System.Diagnostics;

namespace Reconciler.Adapters.Linux;

/// <summary>A process with all that it starts, so that nothing of it stays behind when it is ended.</summary>
internal static class ProcessGroup
{
    /// <summary>Makes this process the leader of a session, and so of a group, of its own: it has no terminal any more, and signals typed there do not reach it.</summary>
    internal static void Begin()
    {
        // It fails for a leader only, which has a group of its own already.
        if (!OperatingSystem.IsWindows())
            _ = LibC.BeginSession();
    }

    /// <summary>Ends this process and its group at once. Returns only where there are no groups.</summary>
    internal static void EndOwn()
    {
        if (!OperatingSystem.IsWindows())
            _ = LibC.Kill(0, LibC.KillSignal);
        using var own = Process.GetCurrentProcess();
        own.Kill(entireProcessTree: true);
    }

    /// <summary>Ends a process that calls <see cref="Begin"/> first of all, and its group. Nothing happens when they have ended.</summary>
    internal static void End(Process leader)
    {
        if (!OperatingSystem.IsWindows())
            _ = LibC.Kill(-leader.Id, LibC.KillSignal);

        // It may not have come to its first line yet.
        if (!leader.HasExited)
            leader.Kill(entireProcessTree: true);
    }
}
