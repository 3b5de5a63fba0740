using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Web;

/// <summary>The one place that decides who is answered: by tokens, of which only hashes are known here.</summary>
/// <param name="isOnLoopback">Nobody but this machine can ask.</param>
internal sealed class Doorkeeper(ImmutableArray<TokenSettings> tokens, bool isOnLoopback, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    internal async Task AdmitAsync(HttpContext context, WebRoute route)
    {
        var access = route.Access == Access.OpenOnLoopback ? isOnLoopback ? Access.Open : Access.Read : route.Access;
        if (access != Access.Open && RefusalOf(context, access) is { } refusal)
        {
            if (refusal.Challenge is { } challenge)
                context.Response.Headers.WWWAuthenticate = challenge;
            await Answers.WriteProblemAsync(context, refusal.Status, refusal.Why);
        }
        else
        {
            await route.Answer(context);
        }
    }

    private Refusal? RefusalOf(HttpContext context, Access access)
    {
        var wanted = access == Access.Operate ? TokenRole.Operate : TokenRole.Read;
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return Unknown($"this needs a token: send the header 'Authorization: Bearer TOKEN'. {Advice(wanted)}", "Bearer");
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Unknown($"the header Authorization holds no token; send 'Authorization: Bearer TOKEN'. {Advice(wanted)}", "Bearer");
        if (Find(header[Scheme.Length..].Trim()) is not { } token)
            return Unknown($"this token is not in the settings that run was started with. {Advice(wanted)}", "Bearer error=\"invalid_token\"");
        if (token.Expires <= time.GetUtcNow())
            return Unknown($"the token '{token.Name}' ran out on {token.Expires:yyyy-MM-dd HH:mm}Z. {Advice(wanted, token.Name)}", "Bearer error=\"invalid_token\"");
        if (token.Role < wanted)
            return new(StatusCodes.Status403Forbidden, $"the token '{token.Name}' may read, and this takes the role 'operate'. {Advice(wanted)}", "Bearer error=\"insufficient_scope\"");
        if (access == Access.Operate && ForeignOrigin(context.Request) is { } origin)
            return new(StatusCodes.Status403Forbidden, $"a page of {origin} asks in a browser, and no page of another site may; ask without a browser, or from a page of this address", null);

        context.Features.Set(new Asker(token.Name));
        return null;
    }

    /// <summary>Takes equally long whichever it is, and when it is none.</summary>
    private TokenSettings? Find(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        TokenSettings? found = null;
        foreach (var token in tokens)
            found = CryptographicOperations.FixedTimeEquals(token.Hash.AsSpan(), hash) ? token : found;
        return found;
    }

    /// <summary>A browser says whose page it is that asks; programs say nothing.</summary>
    private static string? ForeignOrigin(HttpRequest request)
    {
        var origin = request.Headers[HeaderNames.Origin].ToString();
        return origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}" ? null : origin;
    }

    private static Refusal Unknown(string why, string challenge) => new(StatusCodes.Status401Unauthorized, why, challenge);

    private static string Advice(TokenRole role, string name = "NAME") =>
        $"'reconciler token {name} --role {TokenSettings.Word(role)}' makes one, and prints the lines for the settings";

    /// <param name="Challenge">The header <c>WWW-Authenticate</c>; null where a token is not what is wanted.</param>
    private sealed record Refusal(int Status, string Why, string? Challenge);
}
