using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Reconciler.Testing.Web;

namespace Reconciler.Testing;

/// <summary>
/// Repositories as organisations serve them: the real nginx, which hands over to <c>git http-backend</c> by the real fcgiwrap. Over http, and over
/// https with an authority of the test's own; with or without a login. On loopback, with nothing of the machine's configuration.
/// </summary>
public sealed class NginxGitServer : IDisposable
{
    private const string Install = "apt-get install nginx-light fcgiwrap";

    private readonly TemporaryDirectory home = new();
    private readonly CertificateAuthority authority = new();
    private readonly Process[] processes;

    /// <param name="root">The directory that holds the repositories.</param>
    /// <param name="login"><c>anna:secret</c>; null: for everybody.</param>
    public NginxGitServer(string root, string? login = null)
    {
        RealPart.Require("git", "apt-get install git");
        var nginx = RealPart.Require("nginx", Install, "/usr/sbin");
        var fcgiwrap = RealPart.Require("fcgiwrap", Install, "/usr/sbin");
        (HttpPort, HttpsPort) = (GitHttpServer.FreePort(), GitHttpServer.FreePort());
        using (var certificate = authority.ForLoopback())
        {
            home.Write("key.pem", certificate.GetRSAPrivateKey()?.ExportPkcs8PrivateKeyPem() ?? certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            home.Write("certificate.pem", certificate.ExportCertificatePem());
        }

        AuthorityFile = home.Write("authority.pem", authority.Pem);
        if (login is not null)
            home.Write("users", login.Replace(":", ":{PLAIN}", StringComparison.Ordinal) + "\n");
        var config = home.Write("nginx.conf", Configuration(root, hasLogin: login is not null));
        processes =
        [
            Start(fcgiwrap, "-c", "2", "-s", $"unix:{home.Combine("fcgi")}"),
            Start(nginx, "-p", home.Path, "-c", config, "-e", home.Combine("errors")),
        ];
        Listening.Await(processes[1], HttpPort, "nginx");
    }

    public int HttpPort { get; }

    public int HttpsPort { get; }

    /// <summary>PEM.</summary>
    public string AuthorityFile { get; }

    /// <summary>What was asked and answered, in order: <c>GET /viewer/.git/info/refs 200 anna</c>.</summary>
    public string[] Requests => File.Exists(home.Combine("access")) ? File.ReadAllLines(home.Combine("access")) : [];

    public string Http(string path) => $"http://127.0.0.1:{HttpPort}/{path}";

    public string Https(string path) => $"https://127.0.0.1:{HttpsPort}/{path}";

    public void Dispose()
    {
        // The workers of fcgiwrap outlive it when it is killed alone.
        foreach (var process in processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        authority.Dispose();
        home.Dispose();
    }

    private string Configuration(string root, bool hasLogin)
    {
        var backend = Path.Combine(new ProcessRun("git", "--exec-path").Run().EnsureSuccess().StandardOutput.Trim(), "git-http-backend");
        return $$"""
            daemon off;
            master_process off;
            pid {{home.Combine("pid")}};
            events { }
            http {
                log_format short '$request_method $uri $status $remote_user';
                access_log {{home.Combine("access")}} short;
                client_body_temp_path {{home.Combine("body")}};
                fastcgi_temp_path {{home.Combine("fastcgi")}};
                proxy_temp_path {{home.Combine("proxy")}};
                scgi_temp_path {{home.Combine("scgi")}};
                uwsgi_temp_path {{home.Combine("uwsgi")}};
                client_max_body_size 0;
                server {
                    listen 127.0.0.1:{{HttpPort}};
                    listen 127.0.0.1:{{HttpsPort}} ssl;
                    ssl_certificate {{home.Combine("certificate.pem")}};
                    ssl_certificate_key {{home.Combine("key.pem")}};
                    {{(hasLogin ? $"auth_basic git; auth_basic_user_file {home.Combine("users")};" : "")}}
                    location /moved/ { return 301 $scheme://$http_host/viewer/.git/info/refs?service=git-upload-pack; }
                    location /secure/ { return 301 https://127.0.0.1:{{HttpsPort}}/viewer/.git/info/refs?service=git-upload-pack; }
                    location / {
                        fastcgi_pass unix:{{home.Combine("fcgi")}};
                        fastcgi_param SCRIPT_FILENAME {{backend}};
                        fastcgi_param GIT_PROJECT_ROOT {{root}};
                        fastcgi_param GIT_HTTP_EXPORT_ALL 1;
                        fastcgi_param GIT_CONFIG_GLOBAL /dev/null;
                        fastcgi_param PATH_INFO $uri;
                        fastcgi_param QUERY_STRING $query_string;
                        fastcgi_param REQUEST_METHOD $request_method;
                        fastcgi_param CONTENT_TYPE $content_type;
                        fastcgi_param CONTENT_LENGTH $content_length;
                        fastcgi_param REMOTE_USER $remote_user;
                        fastcgi_param REMOTE_ADDR $remote_addr;
                    }
                }
            }
            """;
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
