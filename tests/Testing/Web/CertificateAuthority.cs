using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reconciler.Testing.Web;

/// <summary>An authority of a test's own, which nobody else trusts.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private static readonly DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-1);
    private readonly X509Certificate2 own;

    public CertificateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Reconciler tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        own = request.CreateSelfSigned(from, from.AddDays(9));
    }

    /// <summary>What whoever is to trust it needs.</summary>
    public string Pem => own.ExportCertificatePem();

    /// <summary>For 127.0.0.1, with its key.</summary>
    public X509Certificate2 ForLoopback()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(own, from, from.AddDays(8), [1, 2, 3, 4]);
        using var whole = signed.CopyWithPrivateKey(key);

        // SslStream wants a key that it can open again.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => own.Dispose();
}
