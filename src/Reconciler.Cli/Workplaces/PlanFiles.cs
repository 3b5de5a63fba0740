using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Workplaces;

/// <summary>Plans as files that a user names.</summary>
internal static class PlanFiles
{
    /// <exception cref="UsageException">It cannot be read.</exception>
    internal static ReadOnlyMemory<byte> Read(string file, Surroundings surroundings)
    {
        if (surroundings.Attached.TryGetValue(file, out var attached))
            return attached;

        try
        {
            return File.ReadAllBytes(Path.GetFullPath(file, surroundings.WorkingDirectory));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the saved plan cannot be read: {problem.Message}", problem);
        }
    }

    /// <exception cref="UsageException">It is no plan of a format that this version reads.</exception>
    internal static Plan Parse(ReadOnlyMemory<byte> bytes, string name, ServerTable table)
    {
        try
        {
            return PlanFile.Read(bytes.Span, table);
        }
        catch (FormatException problem)
        {
            throw new UsageException($"{name}: {problem.Message}", problem);
        }
    }
}
