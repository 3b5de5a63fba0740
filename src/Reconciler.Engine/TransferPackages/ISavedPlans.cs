namespace Reconciler.Engine.TransferPackages;

/// <summary>Plans that wait for an approval, by their hash. What is in them is the caller's.</summary>
public interface ISavedPlans
{
    /// <exception cref="StateWriteException">The plan may be missing.</exception>
    void Save_NeedsLock(IStateLock held, string hash, ReadOnlyMemory<byte> plan);

    /// <param name="prefix">At least <see cref="SavedPlanName.MinPrefix"/> characters of the hash.</param>
    SavedPlanMatch Find(string prefix);
}

/// <summary>What a prefix of a hash names.</summary>
public abstract record SavedPlanMatch
{
    private SavedPlanMatch()
    {
    }

    public sealed record Found(string Hash, ReadOnlyMemory<byte> Plan) : SavedPlanMatch;

    public sealed record Missing : SavedPlanMatch;

    /// <summary>Fewer than <see cref="SavedPlanName.MinPrefix"/> characters, or not hexadecimal.</summary>
    public sealed record Malformed : SavedPlanMatch;

    public sealed record Ambiguous(IReadOnlyList<string> Hashes) : SavedPlanMatch;
}
