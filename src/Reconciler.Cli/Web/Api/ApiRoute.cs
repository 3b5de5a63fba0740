using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Reconciler.Cli.Web.Api;

/// <summary>One entry of the API: what is answered, and everything that its description says of it.</summary>
/// <param name="Path">Below <see cref="Root"/>, with its names in braces.</param>
/// <param name="Summary">One line, as in a list.</param>
/// <param name="AnswerAsync">Null: it has answered by itself.</param>
internal sealed record ApiRoute(string Method, string Path, string Summary, Func<ApiCall, Task<ApiAnswer?>> AnswerAsync)
{
    internal const string Root = "/api/v1";

    internal string Pattern => Root + Path;

    /// <summary>Who reads may read everything; who changes anything must be allowed to.</summary>
    internal Access Access { get; init; } = Method == HttpMethods.Get ? Access.Read : Access.Operate;

    internal ImmutableArray<ApiParameter> Parameters { get; init; } = [];

    /// <summary>Name of the schema of what is sent; null: nothing is.</summary>
    internal string? Body { get; init; }

    /// <summary>Name of the schema of the answer.</summary>
    internal required string Schema { get; init; }

    /// <summary>Statuses with that schema.</summary>
    internal ImmutableArray<int> Successes { get; init; } = [StatusCodes.Status200OK];

    internal WebRoute ToWebRoute() => new(Method, Pattern, Access, context => ApiCall.AnswerAsync(context, this));
}
