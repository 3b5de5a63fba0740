namespace Reconciler.Cli.Reports.Markdown;

/// <summary>Where a comment is shown: how long it may be there, and what its Markdown may hold.</summary>
/// <param name="Name">As <c>--host</c> takes it.</param>
/// <param name="LimitBytes">Hosts count characters; bytes of UTF-8 are never fewer.</param>
/// <param name="RendersHtml">Whether <c>&lt;details&gt;</c> folds there; else it would stand there as text.</param>
internal sealed record CommentHost(string Name, int LimitBytes, bool RendersHtml)
{
    /// <summary>A comment needs so much: its summary is never cut.</summary>
    internal const int SmallestLimitBytes = 2000;

    internal static CommentHost GitHub { get; } = new("github", 65_536, RendersHtml: true);

    internal static CommentHost GitLab { get; } = new("gitlab", 1_000_000, RendersHtml: true);

    internal static CommentHost AzureDevOps { get; } = new("azure-devops", 150_000, RendersHtml: true);

    /// <remarks>Bitbucket Cloud escapes all HTML (BCLOUD-6930, BCLOUD-15185), as Infracost and Atlantis found, too.</remarks>
    internal static CommentHost Bitbucket { get; } = new("bitbucket", 32_768, RendersHtml: false);

    internal static CommentHost[] All { get; } = [GitHub, GitLab, AzureDevOps, Bitbucket];
}
