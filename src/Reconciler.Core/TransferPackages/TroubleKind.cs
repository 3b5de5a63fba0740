namespace Reconciler.Core.TransferPackages;

/// <summary>Why a copy, a removal or a look did not succeed. Written with the words of <see cref="TroubleKindText"/>.</summary>
public enum TroubleKind
{
    /// <summary>No answer, or an answer that a later try may better (I/O error, cut, time-out).</summary>
    Unreachable,

    /// <summary>The root is not there, or its claim is missing though placements are recorded: not mounted, never empty.</summary>
    NotMounted,

    /// <summary>The root is claimed by another estate, or for another server.</summary>
    Foreign,

    /// <summary>The server refused the login, or is not the one whose key is known; or the settings do not have the login.</summary>
    Credentials,

    NoSpace,

    NoPermission,

    /// <summary>What was read is not what its digest says.</summary>
    HashMismatch,

    /// <summary>Something that Reconciler did not place stands at the path.</summary>
    Conflict,

    /// <summary>A name that this server's file system refuses.</summary>
    BadName,

    /// <summary>The server cannot do what was ordered (no exchange of directories, another file system below the root).</summary>
    NotSupported,

    /// <summary>A newer order has been there.</summary>
    Superseded,

    /// <summary>Anything else that the server's system reported.</summary>
    IoError,
}

public static class TroubleKindText
{
    private static readonly (TroubleKind Kind, string Word)[] words =
    [
        (TroubleKind.Unreachable, "unreachable"),
        (TroubleKind.NotMounted, "not-mounted"),
        (TroubleKind.Foreign, "foreign"),
        (TroubleKind.Credentials, "credentials"),
        (TroubleKind.NoSpace, "no-space"),
        (TroubleKind.NoPermission, "no-permission"),
        (TroubleKind.HashMismatch, "hash-mismatch"),
        (TroubleKind.Conflict, "conflict"),
        (TroubleKind.BadName, "bad-name"),
        (TroubleKind.NotSupported, "not-supported"),
        (TroubleKind.Superseded, "superseded"),
        (TroubleKind.IoError, "io-error"),
    ];

    public static string Word(this TroubleKind kind) => words.First(pair => pair.Kind == kind).Word;

    /// <summary>Null for a word that this version does not know.</summary>
    public static TroubleKind? Parse(string word)
    {
        foreach (var pair in words)
        {
            if (pair.Word == word)
                return pair.Kind;
        }

        return null;
    }

    /// <summary>Trouble of the whole server: it is told in the server's facts, not in its packages' records.</summary>
    public static bool IsOfTheServer(this TroubleKind kind) => kind is TroubleKind.Unreachable or TroubleKind.NotMounted or TroubleKind.Foreign or TroubleKind.Credentials;

    /// <summary>Whether trying again by itself may help; the others wait for somebody to mend something, and are tried rarely.</summary>
    public static bool IsRetryable(this TroubleKind kind) => kind is TroubleKind.Unreachable or TroubleKind.IoError or TroubleKind.HashMismatch;
}
