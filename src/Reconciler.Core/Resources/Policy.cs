using System.Collections.Immutable;

namespace Reconciler.Core.Resources;

/// <summary>The rules of the whole estate. There is at most one document, named <c>default</c>; without it these defaults hold.</summary>
/// <param name="Prune">False: what is no longer declared or meant stays; only <c>retire</c> removes.</param>
/// <param name="RemovalGrace">How long a removed tree stays on its server, out of sight.</param>
/// <param name="IgnoreExtra">File names whose appearance inside a published package is no drift.</param>
public sealed record Policy(
    bool Prune,
    TimeSpan RemovalGrace,
    RemovalLimits MaxRemovals,
    TimeSpan VerifyEvery,
    ProofKind VerifyProof,
    ImmutableArray<string> IgnoreExtra)
{
    public DriftPolicy Drift { get; init; }

    public static Policy Default { get; } = new(
        Prune: true,
        RemovalGrace: TimeSpan.FromHours(24),
        RemovalLimits.Default,
        VerifyEvery: TimeSpan.FromDays(7),
        VerifyProof: ProofKind.Read,
        IgnoreExtra: ["Thumbs.db", "desktop.ini", ".DS_Store"]);
}

/// <summary>What the loop does by itself about a server's content that is no longer what was published.</summary>
public enum DriftPolicy
{
    /// <summary>Say so; a typed <c>sync</c> repairs it.</summary>
    Report,

    Correct,
}

/// <summary>How many removals one plan may hold before all of them wait for an approval. Ten or fewer never wait.</summary>
public sealed record RemovalLimits(RemovalLimit PerPlan, RemovalLimit PerPackage, RemovalLimit PerServer)
{
    public const int AlwaysAllowed = 10;

    public static RemovalLimits Default { get; } = new(new(500, IsPercent: false), new(20, IsPercent: true), new(50, IsPercent: true));
}

/// <summary>A number of removals, or a percentage of what is held.</summary>
public readonly record struct RemovalLimit(int Value, bool IsPercent)
{
    /// <summary>The largest count that is still allowed when <paramref name="held"/> are held.</summary>
    public int AllowedOf(int held) => IsPercent ? (int)((long)held * Value / 100) : Value;

    public override string ToString() => IsPercent ? $"{Value}%" : $"{Value}";
}
