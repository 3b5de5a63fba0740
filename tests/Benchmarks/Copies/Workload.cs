namespace Reconciler.Benchmarks.Copies;

/// <summary>What is copied, and to how many servers.</summary>
internal sealed record Workload(char Letter, string Title, int Servers)
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        new('A', "the .NET SDK's own directory to 8 servers", 8),
        new('B', "100,000 files of 4 KB to 4 servers", 4),
        new('C', "one file of 4 GB to 4 servers", 4),
    ];

    public static Workload Of(char letter) =>
        All.FirstOrDefault(workload => workload.Letter == letter) ?? throw new ArgumentException($"there is no workload {letter}; there are A, B and C", nameof(letter));
}
