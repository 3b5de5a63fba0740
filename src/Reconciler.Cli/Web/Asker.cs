using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reconciler.Cli.Web;

/// <summary>Who showed a token.</summary>
/// <param name="Token">Its name in the settings.</param>
internal sealed record Asker(string Token)
{
    /// <summary>As records name whoever asked: <c>api:deploy</c>.</summary>
    internal string Actor => $"api:{Token}";

    /// <summary>Of a request that the <see cref="Doorkeeper"/> let pass by its token.</summary>
    internal static Asker Of(HttpContext context) => context.Features.GetRequiredFeature<Asker>();
}
