namespace Reconciler.Testing;

/// <summary>Packages of npm that tests need in the flesh. They lie outside of the repository, in <c>~/.cache/reconciler-tests/node</c>, where <c>.ci/run</c> puts them.</summary>
public static class NodePackages
{
    private const string Below = ".cache/reconciler-tests/node";

    private static readonly string usual = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Below);

    /// <summary>As <see cref="RealPart.Require"/>.</summary>
    /// <param name="packages">Each with its version: <c>ajv@8.20.0</c>.</param>
    /// <returns>The directory of <c>node_modules</c>.</returns>
    public static string Require(params string[] packages)
    {
        RealPart.RequireThat(Missing(usual, packages));
        return usual;
    }

    /// <returns>Null when all are there, in these versions.</returns>
    public static string? Missing(string directory, params string[] packages) =>
        packages.All(package => IsThere(directory, package))
            ? null
            : $"This test needs {string.Join(" and ", packages)}: npm install --prefix ~/{Below} {string.Join(' ', packages)}";

    private static bool IsThere(string directory, string package)
    {
        var (name, version) = (package[..package.LastIndexOf('@')], package[(package.LastIndexOf('@') + 1)..]);
        var manifest = Path.Combine(directory, "node_modules", name, "package.json");
        return File.Exists(manifest) && File.ReadAllText(manifest).Contains($"\"version\": \"{version}\"", StringComparison.Ordinal);
    }
}
