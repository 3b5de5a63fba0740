using System.Collections.Immutable;
using Reconciler.Core.Content;
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

    public static Field<FieldValues> Git { get; } = new("git", GitFields.Git, "A file or directory of another Git repository.")
    {
        Examples = ["{ url: \"https://git.example.com/tools.git\", revision: v3.1, path: bin/viewer }"],
    };

    public static Field<string> Url { get; } = new("url", TextTypes.SourceUrl, "A file on a web server, by http or https. The package holds it under the last part of its path.")
    {
        Examples = ["https://builds.example.com/viewer-3.1.zip"],
    };

    public static Field<Digest> Sha256 { get; } = new("sha256", Sha256Type.Instance, "The SHA-256 that the file at the 'url' must have. Required there.")
    {
        Examples = ["060eaa773ed207c5f688268cc6b2ddb82e5fac330df681a0bc3b486c4425b3f7"],
    };

    public static Field<bool> Unpack { get; } = new("unpack", BooleanType.Instance, "Whether the package holds what is in the file at the 'url': a zip, tar, tar.gz or tar.zst.")
    {
        Default = "false",
    };

    public static Field<bool> Follow { get; } = new("follow", BooleanType.Instance, "Whether every run sees if the 'directory' or 'git' holds something else now; else it is read once for each version.")
    {
        Default = "false",
    };

    /// <summary>A source is one of these.</summary>
    public static ImmutableArray<Field> Kinds { get; } = [Path, Directory, Git, Url];

    public static ObjectType Source { get; } = new(new("'source'", [Path, Directory, Git, Follow, Url, Sha256, Unpack])
    {
        Rules =
        [
            new ExactlyOne(Kinds, FieldDiagnostics.NoSource, FieldDiagnostics.TooManySources),
            new Needs(Url, Sha256, FieldDiagnostics.UrlWithoutSha256),
            new Needs(Sha256, Url, span => FieldDiagnostics.FieldWithoutUrl(span, "sha256")),
            new Needs(Unpack, Url, span => FieldDiagnostics.FieldWithoutUrl(span, "unpack")),
            new NeedsOneOf(Follow, [Directory, Git], FieldDiagnostics.NothingToFollow),
            new UrlFileName(),
        ],
    });
}
