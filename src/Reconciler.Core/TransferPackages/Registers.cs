using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>One group of a register: facts that are the same for a set of servers.</summary>
public interface IRegisterGroup<TSelf>
    where TSelf : class, IRegisterGroup<TSelf>
{
    ServerSet Servers { get; }

    /// <summary>The same facts, for <paramref name="servers"/>.</summary>
    TSelf On(ServerSet servers);
}

/// <summary>Servers that hold one digest of the package.</summary>
/// <param name="Version">As declared when it was placed.</param>
/// <param name="Commit">Of the configuration repository; null when it was observed or adopted without one.</param>
/// <param name="Generation">Of the package's targets when it was placed; counts only under <see cref="Existing.Refresh"/>.</param>
public sealed record Holding(Digest Digest, string Version, string? Commit, int Generation, ServerSet Servers) : IRegisterGroup<Holding>
{
    /// <summary>The path below the server's root; null: the package's name.</summary>
    public string? PublishAs { get; init; }

    /// <summary>Those that it was given.</summary>
    public Permissions Permissions { get; init; }

    public Layout Layout { get; init; }

    public Holding On(ServerSet servers) => this with { Servers = servers };
}

/// <summary>How and when it was last proven that these servers hold what is recorded.</summary>
/// <param name="IsDrifted">The proof failed: the content is not what it should be.</param>
public sealed record Proof(ProofKind Kind, DateTimeOffset At, bool IsDrifted, ServerSet Servers) : IRegisterGroup<Proof>
{
    public Proof On(ServerSet servers) => this with { Servers = servers };
}

/// <summary>Servers where an action began and has not ended: what they hold is either of two.</summary>
/// <param name="From">What was held; null for nothing.</param>
/// <param name="To">What was to be held; null for a removal.</param>
public sealed record Unsure(Digest? From, Digest? To, DateTimeOffset Since, ServerSet Servers) : IRegisterGroup<Unsure>
{
    public Unsure On(ServerSet servers) => this with { Servers = servers };
}

/// <summary>Servers where the last attempt failed.</summary>
/// <param name="Wanted">What the attempt was to place; null for a removal.</param>
/// <param name="RetryAt">No attempt before; null: once somebody asks.</param>
public sealed record Trouble(TroubleKind Kind, Digest? Wanted, int Attempt, DateTimeOffset At, DateTimeOffset? RetryAt, ServerSet Servers) : IRegisterGroup<Trouble>
{
    /// <summary>No attempt is put off for longer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(30);

    public Trouble On(ServerSet servers) => this with { Servers = servers };
}

/// <summary>Trees out of sight that servers still have: an earlier version, or a removed one within its grace. A server may stand in several.</summary>
/// <param name="IsWithdrawn">True for a removal, false for a version that another one replaced.</param>
public sealed record OutOfSight(Digest Digest, string Version, bool IsWithdrawn, DateTimeOffset Since, ServerSet Servers) : IRegisterGroup<OutOfSight>
{
    /// <summary>Under <see cref="Layout.Versions"/> an earlier version stays at its own path until it is deleted.</summary>
    public Layout Layout { get; init; }

    public OutOfSight On(ServerSet servers) => this with { Servers = servers };
}

/// <summary>Whom the package was meant for when targets were last counted; only under <see cref="Existing.Refresh"/>.</summary>
public sealed record Targets(int Generation, ServerSet Servers);

/// <summary>Servers for which somebody asked for a refresh that has not happened yet.</summary>
public sealed record RefreshAsked(string? Reason, DateTimeOffset At, ServerSet Servers) : IRegisterGroup<RefreshAsked>
{
    public RefreshAsked On(ServerSet servers) => this with { Servers = servers };
}
