namespace Reconciler.Cli.Web;

/// <summary>Who is answered at an address.</summary>
internal enum Access
{
    /// <summary>Everybody.</summary>
    Open,

    /// <summary>Everybody where only this machine can ask; elsewhere as <see cref="Read"/>.</summary>
    OpenOnLoopback,

    /// <summary>Whoever has a token, of any role.</summary>
    Read,

    /// <summary>Whoever has a token of the role <c>operate</c>, and is not a page of another site in a browser.</summary>
    Operate,
}
