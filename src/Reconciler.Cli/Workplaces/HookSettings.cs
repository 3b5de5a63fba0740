namespace Reconciler.Cli.Workplaces;

/// <summary>Somebody who may say that there is something new in Git.</summary>
/// <param name="Name">The last part of its address, <c>/hooks/NAME</c>.</param>
internal sealed record HookSettings(string Name, HookKind Kind, SecretPlace Secret);

/// <summary>How a hook signs what it sends, and says what was pushed.</summary>
internal enum HookKind
{
    /// <summary>Also of GitHub Enterprise.</summary>
    GitHub,

    GitLab,

    /// <summary>And Forgejo, and whatever else descends from them.</summary>
    Gitea,

    /// <summary>Cloud and Data Center.</summary>
    Bitbucket,

    /// <summary>A program of one's own: <c>X-Signature: sha256=…</c> over any body.</summary>
    Generic,
}
