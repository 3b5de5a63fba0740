using System.Net;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Web;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Service;

/// <summary>Where <c>run</c> answers over HTTP, if anywhere.</summary>
internal static class LoopWeb
{
    private static readonly TimeSpan soon = TimeSpan.FromDays(7);

    /// <summary>Null: nowhere, as was asked for, or because the usual place is taken; that is said.</summary>
    /// <exception cref="UsageException">Somebody named the place, and it cannot be had.</exception>
    internal static async Task<WebServer?> StartAsync(VerbContext context, WebSettings settings, IEnumerable<WebRoute> routes, CancellationToken cancellationToken)
    {
        if (settings.IsOff)
            return null;

        var terminal = context.Terminal;
        var place = settings.Listen ?? WebSettings.UsualPlace;
        try
        {
            var door = new Doorkeeper(settings.Tokens, IPAddress.IsLoopback(place.Address), context.Surroundings.Time);
            var server = await WebServer.StartAsync(place, settings, door, routes, line => terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} {VisibleText.Of(line)}"), cancellationToken);
            await terminal.Out.WriteLineAsync($"Answering at {server.Address}");
            if (!IPAddress.IsLoopback(place.Address) && settings.CertificateFile is null)
                await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Yellow("warning:")} {place} can be reached from other machines, and tokens would go there for all to read; name http.certificateFile and http.keyFile, or listen on 127.0.0.1 behind a proxy that speaks https");
            foreach (var token in settings.Tokens)
                await WarnAsync(context, token);
            return server;
        }
        catch (IOException taken) when (settings.Listen is null)
        {
            await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Yellow("warning:")} no HTTP: {taken.Message.TrimEnd('.')}; another place: --listen 127.0.0.1:8471, none: --listen off");
            return null;
        }
        catch (Exception taken) when (taken is IOException or System.Net.Sockets.SocketException)
        {
            throw new UsageException($"nothing can listen on {place}: {taken.Message.TrimEnd('.')}; name another place with --listen or http.listen, or 'off'", taken);
        }
    }

    /// <summary>In good time, and every time after that.</summary>
    private static async Task WarnAsync(VerbContext context, TokenSettings token)
    {
        var now = context.Surroundings.Time.GetUtcNow();
        if (token.Expires is not { } end || end > now + soon)
            return;

        var isOver = end <= now;
        await context.Terminal.Error.WriteLineAsync(
            $"{context.Terminal.ErrorStyle.Yellow("warning:")} the token '{token.Name}' {(isOver ? "ran out" : "runs out")} on {end:yyyy-MM-dd HH:mm}Z; {(isOver ? "take it out of http.tokens, or " : "")}make a new one with 'reconciler token {token.Name} --role {TokenSettings.Word(token.Role)}'");
    }
}
