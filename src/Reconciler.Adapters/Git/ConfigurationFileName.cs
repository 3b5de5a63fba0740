namespace Reconciler.Adapters.Git;

/// <summary>Which files of the repository may hold configuration, by their names alone.</summary>
internal static class ConfigurationFileName
{
    internal static bool IsConfiguration(string name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal) || name == ".reconcilerignore";

    /// <summary>Dot directories are other tools' (<c>.github</c>).</summary>
    internal static bool IsLeftOut(string directoryName) => directoryName.StartsWith('.');
}
