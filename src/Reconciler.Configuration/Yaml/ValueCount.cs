namespace Reconciler.Configuration.Yaml;

/// <summary>How many values of a file have been read: each takes memory, and a file of commas would take more than anybody has.</summary>
internal sealed class ValueCount
{
    public const int Limit = 250_000;

    public int Count { get; private set; }

    public bool IsExceeded => Count > Limit;

    /// <returns>False for the first value too many, and all after it.</returns>
    public bool Add() => ++Count <= Limit;
}
