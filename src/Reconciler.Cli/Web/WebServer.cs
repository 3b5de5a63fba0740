using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Web;

/// <summary>Answers over HTTP, beside the loop. Whatever goes wrong with one request is that request's alone.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>The largest body that is read.</summary>
    internal const long LargestBody = 4 << 20;

    private const int MostConnections = 200;

    private static readonly TimeSpan end = TimeSpan.FromSeconds(2);

    private readonly WebApplication application;

    private WebServer(WebApplication application) => this.application = application;

    /// <summary>Where it listens, as a URL; the port is the real one, also where 0 was asked for.</summary>
    internal string Address => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <exception cref="UsageException">The certificate cannot be used.</exception>
    /// <exception cref="IOException">The place is taken, or is none of this machine.</exception>
    /// <param name="complain">Takes a line about a failure of ours, for whoever runs this.</param>
    internal static async Task<WebServer> StartAsync(IPEndPoint place, WebSettings settings, Doorkeeper door, IEnumerable<WebRoute> routes, Func<string, Task> complain, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, place, settings));
        if (settings.CertificateFile is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();

        var application = builder.Build();
        try
        {
            application.Use((context, next) => GuardAsync(context, next, complain));
            application.UseRouting();
            foreach (var route in routes)
                application.MapMethods(route.Pattern, route.Method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [route.Method], context => door.AdmitAsync(context, route));
            application.UseEndpoints(_ => { });
            await application.StartAsync(cancellationToken);
            return new(application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(end);
        await application.StopAsync(patience.Token);
        await application.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint place, WebSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Listen(place, listen =>
        {
            if (settings.CertificateFile is not null)
                listen.UseHttps(WebCertificate.Of(settings));
        });
    }

    /// <summary>The answers that no route gives: no such address, a wrong method, a failure of ours.</summary>
    private static async Task GuardAsync(HttpContext context, RequestDelegate next, Func<string, Task> complain)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
            return;
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await Answers.WriteProblemAsync(context, bad.StatusCode, bad.Message);
        }
        catch (Exception defect) when (!context.Response.HasStarted)
        {
            await complain($"unexpected {defect.GetType().Name} in {context.Request.Method} {context.Request.Path}: {defect.Message}");
            await Answers.WriteProblemAsync(context, StatusCodes.Status500InternalServerError, "this is a defect of reconciler; what run prints says more");
        }

        if (!context.Response.HasStarted && context.Response is { ContentLength: null, ContentType: null, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
            await Answers.WriteProblemAsync(context, context.Response.StatusCode, $"nothing is answered to {context.Request.Method} {context.Request.Path}");
    }

    /// <summary>The loop's own host hears the signals.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
