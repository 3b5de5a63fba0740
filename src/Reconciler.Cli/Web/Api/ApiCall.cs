using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Web.Api;

/// <summary>One call of the API: what was asked, checked against the entry that it calls.</summary>
internal sealed class ApiCall
{
    private readonly ApiRoute route;

    private ApiCall(HttpContext context, ApiRoute route)
    {
        this.route = route;
        Context = context;
        foreach (var (name, values) in context.Request.Query)
            Check(name, values.Count);
        Limit = Number(ApiParameter.Limit) ?? ApiParameter.DefaultLimit;
        Scope = new(Patterns(ApiParameter.Package), Patterns(ApiParameter.Server), Patterns(ApiParameter.Group), Patterns(ApiParameter.Site));
    }

    internal HttpContext Context { get; }

    internal CancellationToken Aborted => Context.RequestAborted;

    internal int Limit { get; }

    internal Scope Scope { get; }

    /// <summary>Whatever is wrong is told as a problem.</summary>
    internal static async Task AnswerAsync(HttpContext context, ApiRoute route)
    {
        try
        {
            if (await route.AnswerAsync(new(context, route)) is { } answer)
                await WriteAsync(context, answer);
        }
        catch (ApiProblem problem) when (!context.Response.HasStarted)
        {
            if (problem.RetryAfter is { } after)
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Answers.WriteProblemAsync(context, problem.Status, problem.Message);
        }
    }

    /// <summary>Null when it was not given.</summary>
    /// <exception cref="ApiProblem">It is none of its words.</exception>
    internal string? Text(ApiParameter parameter)
    {
        if ((string?)Context.Request.Query[parameter.Name] is not { } text)
            return null;

        CheckWord(parameter, text);
        return text;
    }

    /// <exception cref="ApiProblem">One is none of its words.</exception>
    internal string[] Texts(ApiParameter parameter)
    {
        string[] texts = [.. Context.Request.Query[parameter.Name].OfType<string>()];
        foreach (var text in texts)
            CheckWord(parameter, text);
        return texts;
    }

    /// <summary>The last part of the address but for its fixed words: a name.</summary>
    /// <param name="kind"><c>package</c>, for the message.</param>
    /// <exception cref="ApiProblem">It cannot be one.</exception>
    internal string Name(string kind) => (string)Context.Request.RouteValues["name"]! is var name && ResourceName.IsValid(name)
        ? name
        : throw new ApiProblem(StatusCodes.Status404NotFound, $"'{Shown(name)}' cannot be the name of a {kind}: it is letters, digits, dots, hyphens and underscores, and begins with one of the first two");

    /// <summary>What <see cref="ApiParameter.Cursor"/> names; null: from the beginning.</summary>
    /// <exception cref="ApiProblem">It is none of ours.</exception>
    internal string? Cursor => Text(ApiParameter.Cursor) is { } text
        ? Api.Cursor.TryRead(text) ?? throw new ApiProblem(StatusCodes.Status400BadRequest, "cursor is none that an answer gave; take it from 'next', or leave it out to begin anew")
        : null;

    /// <summary>The same address, going on behind <paramref name="last"/>.</summary>
    internal string Next(ApiParameter parameter, string last)
    {
        var others = Context.Request.Query.Where(pair => pair.Key != parameter.Name)
            .SelectMany(pair => pair.Value, (pair, value) => $"{pair.Key}={UrlEncoder.Default.Encode(value ?? "")}&");
        return $"{Context.Request.Path.ToUriComponent()}?{string.Concat(others)}{parameter.Name}={Api.Cursor.Write(last)}";
    }

    private static async Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        var response = context.Response;
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            var tag = EntityTag.Of(answer);
            response.Headers.ETag = tag.ToString();
            response.Headers.CacheControl = "private, no-cache";
            if (answer.Status == StatusCodes.Status200OK && EntityTag.IsKnown(context.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        if (answer.Location is not null)
            response.Headers.Location = answer.Location;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private void Check(string name, int count)
    {
        var known = route.Parameters.Where(parameter => !parameter.IsHeader).ToArray();
        if (known.FirstOrDefault(parameter => parameter.Name == name) is not { } meant)
            throw Bad($"there is no parameter '{Shown(name)}' here; {(known.Length == 0 ? "leave it out" : $"there are: {string.Join(", ", known.Select(parameter => parameter.Name))}")}{NearestName.Question(NearestName.Of(name, known.Select(parameter => parameter.Name)))}");
        if (count > 1 && !meant.IsRepeatable)
            throw Bad($"{name} is given {count} times; give it once");
    }

    /// <exception cref="ApiProblem">It is no number, or too large.</exception>
    private int? Number(ApiParameter parameter) => Text(parameter) switch
    {
        null => null,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= parameter.Most => number,
        var text => throw Bad($"{parameter.Name} is '{Shown(text)}'; write a number from 1 to {parameter.Most}"),
    };

    private System.Collections.Immutable.ImmutableArray<string> Patterns(ApiParameter parameter)
    {
        var patterns = Texts(parameter);
        foreach (var pattern in patterns)
        {
            if (pattern.Any(char.IsControl) || Scope.ProblemOf(pattern) is not null)
                throw Bad($"{parameter.Name} is '{Shown(pattern)}', which is neither a name nor a pattern{(Scope.ProblemOf(pattern) is { } problem ? $": {problem}" : "")}");
        }

        return [.. patterns];
    }

    private static void CheckWord(ApiParameter parameter, string text)
    {
        if (!parameter.Words.IsEmpty && !parameter.Words.Contains(text, StringComparer.Ordinal))
            throw Bad($"{parameter.Name} is '{Shown(text)}'; write one of {string.Join(", ", parameter.Words)}{NearestName.Question(NearestName.Of(text, parameter.Words))}");
    }

    private static ApiProblem Bad(string message) => new(StatusCodes.Status400BadRequest, message);

    /// <summary>Fit for a message, whatever somebody sent.</summary>
    private static string Shown(string text) => VisibleText.Of(text.Length > 100 ? text[..100] + "…" : text);
}
