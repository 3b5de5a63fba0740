using LibGit2Sharp;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>
/// Gives a login to libgit2, which asks again and again after a refusal: fifteen times, which locks accounts. Until a remote has accepted it,
/// it is given once; after that, a new connection may want it anew.
/// </summary>
internal sealed class LoginOnce(GitLogin? login)
{
    /// <summary>What a remote says when there is a login and it refuses it; libgit2 has no words for that.</summary>
    internal const string Refusal = "the login was refused";

    private const int MostConnections = 20;
    private int given;
    private bool isAccepted;

    /// <summary>What is said where there is none.</summary>
    internal const string Missing = "authentication required, and no login is set";

    internal void Accept() => isAccepted = true;

    /// <exception cref="InvalidOperationException">libgit2 passes its message on.</exception>
    internal Credentials Give(string url, string user, SupportedCredentialTypes types)
    {
        if (login is null)
            throw new InvalidOperationException(Missing);

        return given++ < (isAccepted ? MostConnections : 1)
            ? new UsernamePasswordCredentials { Username = login.User, Password = login.Secret }
            : throw new InvalidOperationException(Refusal);
    }
}
