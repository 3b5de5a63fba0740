using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Web;

/// <summary>The certificate of https, read from the files that the settings name.</summary>
internal static class WebCertificate
{
    /// <exception cref="UsageException">The files cannot be read, or do not belong together.</exception>
    internal static HttpsConnectionAdapterOptions Of(WebSettings settings)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(settings.CertificateFile!, settings.KeyFile);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(settings.CertificateFile!);
            return new()
            {
                // Windows serves no key that is in memory only.
                ServerCertificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null),
                ServerCertificateChain = [.. chain.Skip(1)],
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UsageException($"http.certificateFile {settings.CertificateFile} and http.keyFile {settings.KeyFile} cannot be used: {problem.Message}", problem);
        }
    }
}
