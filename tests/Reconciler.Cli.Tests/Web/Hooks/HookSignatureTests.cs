using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Web.Hooks;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Tests.Web.Hooks;

public class HookSignatureTests
{
    private const string Secret = "It's a Secret to Everybody";

    private const string Body = "Hello, World!";

    /// <summary>From GitHub's documentation of its webhooks, for this secret and body.</summary>
    private const string Signature = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static readonly DateTimeOffset now = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GitHub", "X-Hub-Signature-256", "sha256=" + Signature)]
    [InlineData("Gitea", "X-Gitea-Signature", Signature)]
    [InlineData("Gitea", "X-Forgejo-Signature", Signature)]
    [InlineData("Bitbucket", "X-Hub-Signature", "sha256=" + Signature)]
    [InlineData("GitLab", "X-Gitlab-Token", Secret)]
    [InlineData("Generic", "X-Signature", "sha256=" + Signature)]
    public void ProblemOf_TheSecretOfBoth_IsNone(string kind, string header, string value) => Assert.Null(ProblemOf(kind, Body, (header, value)));

    [Theory]
    [InlineData("GitHub", "X-Hub-Signature-256", "sha256=" + Signature)]
    [InlineData("Gitea", "X-Gitea-Signature", Signature)]
    [InlineData("Bitbucket", "X-Hub-Signature", "sha256=" + Signature)]
    [InlineData("Generic", "X-Signature", "sha256=" + Signature)]
    public void ProblemOf_AnotherBody_IsThatItDoesNotFit(string kind, string header, string value) =>
        Assert.Equal($"{header} does not fit the body and the secret; give the hook the same secret there and here", ProblemOf(kind, Body + "!", (header, value)));

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d")]
    [InlineData("sha256=" + Signature + "00")]
    [InlineData("sha256=é57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void ProblemOf_NoSuchSignature_IsThatItDoesNotFit(string value) =>
        Assert.StartsWith("X-Hub-Signature-256 does not fit", ProblemOf("GitHub", Body, ("X-Hub-Signature-256", value)), StringComparison.Ordinal);

    [Theory]
    [InlineData("GitHub", "X-Hub-Signature-256")]
    [InlineData("GitLab", "X-Gitlab-Token")]
    [InlineData("Gitea", "X-Forgejo-Signature")]
    [InlineData("Bitbucket", "X-Hub-Signature")]
    [InlineData("Generic", "X-Signature")]
    public void ProblemOf_NoHeader_NamesIt(string kind, string header) =>
        Assert.Equal($"there is no header {header}; give the hook the same secret there and here", ProblemOf(kind, Body));

    [Fact]
    public void ProblemOf_AnotherTokenOfGitLab_IsThatItDoesNotFit() =>
        Assert.StartsWith("X-Gitlab-Token does not fit", ProblemOf("GitLab", Body, ("X-Gitlab-Token", Secret + "x")), StringComparison.Ordinal);

    [Fact]
    public void ProblemOf_Forgejo_AWrongOneOfItsOwnIsNotRescuedByGiteas() =>
        Assert.NotNull(ProblemOf("Gitea", Body, ("X-Forgejo-Signature", new('0', 64)), ("X-Gitea-Signature", Signature)));

    [Theory]
    [InlineData(0, null)]
    [InlineData(-299, null)]
    [InlineData(-301, "it was not signed within the last 5 minutes; look at the clocks")]
    [InlineData(301, "it was not signed within the last 5 minutes; look at the clocks")]
    public void ProblemOf_GitLabsSigningToken_HoldsForFiveMinutes(int seconds, string? problem)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var at = (now.ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);
        var signed = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"msg-1.{at}.{Body}"));
        var headers = new HeaderDictionary
        {
            ["webhook-id"] = "msg-1",
            ["webhook-timestamp"] = at,
            ["webhook-signature"] = $"v1,{Convert.ToBase64String(new byte[32])} v1,{Convert.ToBase64String(signed)}",
        };
        var secret = $"whsec_{Convert.ToBase64String(key)}";

        Assert.Equal(problem, HookSignature.ProblemOf(HookKind.GitLab, headers, Encoding.UTF8.GetBytes(Body), secret, now));
        Assert.NotNull(HookSignature.ProblemOf(HookKind.GitLab, headers, Encoding.UTF8.GetBytes(Body + "!"), secret, now));
    }

    private static string? ProblemOf(string kind, string body, params (string Name, string Value)[] headers)
    {
        var all = new HeaderDictionary();
        foreach (var (name, value) in headers)
            all[name] = value;
        return HookSignature.ProblemOf(Enum.Parse<HookKind>(kind), all, Encoding.UTF8.GetBytes(body), Secret, now);
    }
}
