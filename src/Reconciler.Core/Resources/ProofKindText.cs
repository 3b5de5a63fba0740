namespace Reconciler.Core.Resources;

/// <summary>The words for <see cref="ProofKind"/>, in YAML, records and output.</summary>
public static class ProofKindText
{
    public static string Word(this ProofKind kind) => kind switch
    {
        ProofKind.Written => "written",
        ProofKind.Stat => "stat",
        ProofKind.RemoteHash => "remote-hash",
        ProofKind.Read => "read",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of proof"),
    };

    /// <summary>Null for a word that this version does not know.</summary>
    public static ProofKind? Parse(string word) => word switch
    {
        "written" => ProofKind.Written,
        "stat" => ProofKind.Stat,
        "remote-hash" => ProofKind.RemoteHash,
        "read" => ProofKind.Read,
        _ => null,
    };
}
