using Reconciler.Adapters.Linux;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary><c>plans/&lt;hash&gt;.json</c>.</summary>
public sealed class SavedPlans(StateDirectory directory) : ISavedPlans
{
    private const string Extension = ".json";

    public void Save_NeedsLock(IStateLock held, string hash, ReadOnlyMemory<byte> plan)
    {
        if (!SavedPlanName.IsPrefix(hash))
            throw new ArgumentException($"'{hash}' is not a plan's hash", nameof(hash));

        var path = Path.Combine(directory.Plans, hash + Extension);
        StateWrites.Try(path, () => Durable.Replace(path, plan.Span));
    }

    public SavedPlanMatch Find(string prefix)
    {
        if (!SavedPlanName.IsPrefix(prefix))
            return new SavedPlanMatch.Malformed();
        if (!Directory.Exists(directory.Plans))
            return new SavedPlanMatch.Missing();

        var hashes = Directory.EnumerateFiles(directory.Plans, prefix + "*" + Extension)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return hashes switch
        {
            [] => new SavedPlanMatch.Missing(),
            [var hash] => new SavedPlanMatch.Found(hash, File.ReadAllBytes(Path.Combine(directory.Plans, hash + Extension))),
            _ => new SavedPlanMatch.Ambiguous(hashes),
        };
    }
}
