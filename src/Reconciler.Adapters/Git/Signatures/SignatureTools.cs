namespace Reconciler.Adapters.Git.Signatures;

/// <summary>The programs that know signatures.</summary>
/// <param name="OpenPgp"><c>gpgv</c></param>
/// <param name="Ssh"><c>ssh-keygen</c></param>
/// <param name="Longest">That one of them may take for one signature.</param>
internal sealed record SignatureTools(string OpenPgp, string Ssh, TimeSpan Longest)
{
    internal static SignatureTools Usual { get; } = new("gpgv", "ssh-keygen", TimeSpan.FromSeconds(30));
}
