namespace Reconciler.Configuration.Yaml;

/// <summary>What reading a file takes of time and memory.</summary>
internal readonly record struct FileCost(long Bytes, int Values)
{
    public static FileCost operator +(FileCost left, FileCost right) => new(left.Bytes + right.Bytes, left.Values + right.Values);
}
