using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary><c>3.1 (d483229915f2)</c>; the digest alone where it is the version.</summary>
internal static class VersionText
{
    internal static string Of(Holding holding) => Of(holding.Version, holding.Digest);

    internal static string Of(string version, Digest digest) => version == digest.Short ? version : $"{version} ({digest.Short})";
}
