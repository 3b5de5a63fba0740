using System.Text;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;
using GitRepository = Reconciler.Adapters.Git.GitRepository;

namespace Reconciler.Adapters.Tests.Git;

/// <summary>A repository made with the real git, and Reconciler's view of it.</summary>
internal sealed class RepositoryFixture : IDisposable
{
    private GitRepository? opened;

    internal Testing.GitRepository Real { get; } = new();

    /// <summary>Opened at its first use.</summary>
    internal GitRepository Repository => opened ??= GitRepository.Open(Real.Path);

    internal static PackageSource.InRepository Source(string path) => new(path, new SourcePosition("packages.yaml", 7, 11));

    internal static string[] Paths(ISourceTree? tree) =>
        [.. tree!.Entries(CancellationToken.None).Select(entry => entry.Path).Order(StringComparer.Ordinal)];

    internal static string Text(ISourceTree tree, string path)
    {
        using var stream = tree.OpenRead(tree.Entries(CancellationToken.None).Single(entry => entry.Path == path), CancellationToken.None);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    internal static Dictionary<string, string> Configuration(IRepositorySnapshot snapshot, string path = "") =>
        snapshot.ReadConfiguration(path).ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Read()!.Value.Span));

    public void Dispose()
    {
        opened?.Dispose();
        Real.Dispose();
    }
}
