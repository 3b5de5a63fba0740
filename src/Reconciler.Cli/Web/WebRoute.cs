using Microsoft.AspNetCore.Http;

namespace Reconciler.Cli.Web;

/// <summary>What is answered at one address.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Pattern">As ASP.NET Core reads it: <c>/api/v1/packages/{package}</c>.</param>
/// <param name="Access">Whom; the <see cref="Doorkeeper"/> sees to it.</param>
internal sealed record WebRoute(string Method, string Pattern, Access Access, RequestDelegate Answer);
