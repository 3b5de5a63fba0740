using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

internal static class SourceFields
{
    public static Field<string> Path { get; } = new("path", RepositoryPathType.Instance, "A file or directory of this repository, counted from its root, or from this file when it begins with './'.")
    {
        Examples = ["packages/office-viewer"],
    };

    public static Field<string> Directory { get; } = new("directory", DirectoryType.Instance, "A directory on the site server, absolute or '\\\\server\\share'.")
    {
        Examples = ["/mnt/builds/viewer"],
    };

    public static ObjectType Source { get; } = new(new("'source'", [Path, Directory], ["url", "sha256", "unpack", "git", "follow"])
    {
        Rules = [new ExactlyOne([Path, Directory], FieldDiagnostics.NoSource, FieldDiagnostics.TooManySources)],
    });
}
