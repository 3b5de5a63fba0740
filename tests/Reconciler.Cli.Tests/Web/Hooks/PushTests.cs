using System.Text;
using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Web.Hooks;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Tests.Web.Hooks;

/// <summary>The forms are those of the hosts' documentation, without what is not read.</summary>
public class PushTests
{
    private const string GitHub = """{ "ref": "refs/heads/main", "before": "0", "after": "1", "repository": { "full_name": "o/r", "default_branch": "main" } }""";

    private const string GitLab = """{ "object_kind": "push", "ref": "refs/heads/main", "project": { "default_branch": "main" }, "repository": { "name": "r" } }""";

    private const string BitbucketCloud = """{ "push": { "changes": [ { "new": { "type": "branch", "name": "main" }, "old": null }, { "new": null, "old": { "type": "tag", "name": "v1" } } ] } }""";

    private const string BitbucketServer = """{ "eventKey": "repo:refs_changed", "changes": [ { "ref": { "id": "refs/heads/main", "displayId": "main", "type": "BRANCH" }, "type": "UPDATE" } ] }""";

    [Theory]
    [InlineData("GitHub", "X-GitHub-Event", "push", GitHub, "refs/heads/main", "main")]
    [InlineData("GitLab", "X-Gitlab-Event", "Push Hook", GitLab, "refs/heads/main", "main")]
    [InlineData("Gitea", "X-Gitea-Event", "push", GitHub, "refs/heads/main", "main")]
    [InlineData("Gitea", "X-Gitea-Event", "create", """{ "ref": "v1", "ref_type": "tag", "repository": { "default_branch": "main" } }""", "refs/tags/v1", "main")]
    [InlineData("Bitbucket", "X-Event-Key", "repo:push", BitbucketCloud, "refs/heads/main refs/tags/v1", null)]
    [InlineData("Bitbucket", "X-Event-Key", "repo:refs_changed", BitbucketServer, "refs/heads/main", null)]
    [InlineData("Generic", "X-Anything", "1", "", "", null)]
    [InlineData("Generic", "X-Anything", "1", """{ "ref": "refs/tags/v1" }""", "refs/tags/v1", null)]
    public void Read_APush_HasItsRefs(string kind, string header, string word, string body, string refs, string? defaultBranch)
    {
        var push = Read(kind, header, word, body)!;

        Assert.Equal(refs, string.Join(' ', push.Refs));
        Assert.Equal(defaultBranch, push.DefaultBranch);
    }

    [Theory]
    [InlineData("GitHub", "X-GitHub-Event", "ping")]
    [InlineData("GitLab", "X-Gitlab-Event", "Issue Hook")]
    [InlineData("Gitea", "X-Gitea-Event", "issues")]
    [InlineData("Bitbucket", "X-Event-Key", "diagnostics:ping")]
    public void Read_SomethingElse_IsNoPush(string kind, string header, string word) => Assert.Null(Read(kind, header, word, "{}"));

    [Theory]
    [InlineData("")]
    [InlineData("payload=%7B%7D")]
    [InlineData("{")]
    public void Read_NoJson_IsMalformed(string body) =>
        Assert.Equal(
            "the body is not the JSON of such a hook; let the hook send application/json",
            Assert.Throws<FormatException>(() => Read("GitHub", "X-GitHub-Event", "push", body)).Message);

    [Theory]
    [InlineData("GitHub", "X-GitHub-Event", "push")]
    [InlineData("Bitbucket", "X-Event-Key", "repo:push")]
    public void Read_JsonOfAnyForm_IsAPushOfAnything(string kind, string header, string word)
    {
        string[] odd = ["[]", "1", "null", """{ "ref": 1 }""", """{ "push": { "changes": [ 1, null, {} ] } }""", """{ "repository": [], "push": 1 }"""];

        Assert.All(odd, body => Assert.True(Read(kind, header, word, body)!.Concerns("main")));
    }

    [Fact]
    public void Read_JsonThatIsTooDeep_IsMalformed() =>
        Assert.Throws<FormatException>(() => Read("GitHub", "X-GitHub-Event", "push", new string('[', 100_000)));

    [Theory]
    [InlineData("refs/heads/main", "main", null, true)]
    [InlineData("refs/heads/other", "main", null, false)]
    [InlineData("refs/heads/other", null, null, true)]
    [InlineData("refs/heads/main", "other", "main", true)]
    [InlineData("refs/heads/main", "other", "refs/heads/main", true)]
    [InlineData("refs/tags/v1", "main", "v1", true)]
    [InlineData("refs/heads/main2", "main", "main", false)]
    [InlineData("refs/heads/a/main", "main", "main", false)]
    public void Concerns_TheRefThatIsFollowed_IsSo(string pushed, string? defaultBranch, string? followed, bool expected) =>
        Assert.Equal(expected, new Push([pushed], defaultBranch).Concerns(followed));

    private static Push? Read(string kind, string header, string word, string body) =>
        PushReader.Read(Enum.Parse<HookKind>(kind), new HeaderDictionary { [header] = word }, Encoding.UTF8.GetBytes(body));
}
