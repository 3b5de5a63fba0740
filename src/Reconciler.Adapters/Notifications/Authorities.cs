using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reconciler.Adapters.Notifications;

/// <summary>Trust in the machine's authorities, and in those of a file besides.</summary>
internal static class Authorities
{
    /// <param name="file">PEM; read at every handshake.</param>
    internal static RemoteCertificateValidationCallback And(string file) => (_, certificate, chain, problems) =>
    {
        if (problems == SslPolicyErrors.None)
            return true;

        // A name that is not the host's stays wrong, whoever signed it.
        return problems == SslPolicyErrors.RemoteCertificateChainErrors && certificate is not null && IsSignedByOne(file, certificate, chain);
    };

    private static bool IsSignedByOne(string file, X509Certificate certificate, X509Chain? sent)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in sent?.ChainElements.AsEnumerable() ?? [])
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        try
        {
            own.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
            using var copy = new X509Certificate2(certificate);
            return own.Build(copy);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }
}
