namespace Reconciler.Adapters.Git.Signatures;

/// <summary>Which commits must be signed, and by whom.</summary>
/// <param name="Keyring">Public OpenPGP keys, as <c>gpg --export</c> writes them; absolute. Null: such signatures count for nothing.</param>
/// <param name="AllowedSigners">SSH keys, in the form of <c>ssh-keygen</c>; absolute. Null: such signatures count for nothing.</param>
public sealed record SignaturePolicy(SignedCommits Commits, string? Keyring, string? AllowedSigners)
{
    /// <summary>SSH keys that count no more, as a list of public keys or a KRL of <c>ssh-keygen -k</c>; absolute.</summary>
    public string? RevokedSigners { get; init; }
}

public enum SignedCommits
{
    /// <summary>The one that is used.</summary>
    Head,

    /// <summary>And all between it and the one that was synced last.</summary>
    AllSinceLast,
}
