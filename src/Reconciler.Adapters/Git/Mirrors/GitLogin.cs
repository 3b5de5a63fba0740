namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>A user with a token or password. Kept in memory for one fetch; printed, it is the user alone.</summary>
public sealed record GitLogin(string User, string Secret)
{
    /// <summary>Most hosts look at the token only, and want some user with it.</summary>
    public const string UsualUser = "git";

    public override string ToString() => User;
}
