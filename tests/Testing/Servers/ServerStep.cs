namespace Reconciler.Testing.Servers;

/// <summary>A call of <c>IServer</c>, or its end, for tests that let one fail or wait.</summary>
public enum ServerStep
{
    Open,
    Claim,
    Receipts,
    Look,
    Stage,
    Seal,
    Publish,
    Withdraw,
    Clean,
    Sweep,
    Verify,
    Adopt,
    Read,
    DeleteExtra,
    Close,
}
