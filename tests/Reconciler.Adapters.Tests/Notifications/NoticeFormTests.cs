using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reconciler.Adapters.Notifications;
using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Tests.Notifications;

/// <summary>What each kind of receiver is sent. The webhook's JSON is public.</summary>
public sealed class NoticeFormTests
{
    private static readonly Uri place = new("https://hooks.example.com/services/T0123456789/B0123456789/canary-of-the-url");

    public static TheoryData<string> Messages => ["webhook", "slack", "teams"];

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Message_OfEachForm_IsFrozen(string kind)
    {
        var form = Form(kind);
        (string Name, Notice Notice)[] all =
        [
            ("trouble", GivenNotice.Trouble), ("recovery", GivenNotice.Recovery), ("approval", GivenNotice.Approval), ("refusal", GivenNotice.Refusal),
            ("test", GivenNotice.Test),
        ];

        await Verify(string.Concat(all.Select(one => $"{one.Name}\n{Shown(form.Write(one.Notice, GivenNotice.Now))}\n\n")), scenario: kind);
    }

    [Theory]
    [InlineData("github")]
    [InlineData("gitlab")]
    public async Task Status_OfEachForm_IsFrozen(string kind)
    {
        var form = Form(kind);
        Notice[] all =
        [
            GivenNotice.Status(CommitState.Pending, "12 to place, 1 to remove"),
            GivenNotice.Status(CommitState.Success, "Every distribution server holds what it says"),
            GivenNotice.Status(CommitState.Failure, $"Not used: stores/london.yaml\u202E\n{new string('x', 300)}"),
            GivenNotice.Status(CommitState.Superseded, "Superseded by bbbbbbb before it was everywhere"),
            GivenNotice.Test,
        ];

        await Verify(string.Concat(all.Select(one => $"{Shown(form.Write(one, GivenNotice.Now))}\n\n")), scenario: kind);
    }

    [Fact]
    public void Message_OfAHundredLongFindings_StaysWithinWhatChatsTake()
    {
        var finding = new Finding("unreachable", string.Concat(Enumerable.Repeat("<&>\U0001F680", 5000)), ["dp-1"], ["viewer"]);
        var many = GivenNotice.Trouble with { Bulletin = GivenNotice.Trouble.Bulletin with { Findings = [.. Enumerable.Repeat(finding, 100)] } };

        using var slack = JsonDocument.Parse(Form("slack").Write(many, GivenNotice.Now).Body);
        foreach (var block in slack.RootElement.GetProperty("blocks").EnumerateArray())
            Assert.InRange(block.GetProperty("text").GetProperty("text").GetString()!.Length, 1, block.GetProperty("type").GetString() == "header" ? 150 : 3000);
        Assert.InRange(Form("teams").Write(many, GivenNotice.Now).Body.Length, 1, 28 * 1024);
    }

    [Fact]
    public void Shortened_InTheMiddleOfALetter_LeavesTheWholeLetterOut() => Assert.Equal("ab…", ChatText.Shortened("ab\U0001F680cd", 4));

    private static INoticeForm Form(string kind) => kind switch
    {
        "webhook" => new WebhookForm(GivenNotice.Access(ReceiverKind.Webhook, place), GivenNotice.Estate),
        "slack" => new SlackForm(GivenNotice.Access(ReceiverKind.Slack, place), GivenNotice.Estate),
        "teams" => new TeamsForm(GivenNotice.Access(ReceiverKind.Teams, place), GivenNotice.Estate),
        "github" => new GitHubForm(GivenNotice.Access(ReceiverKind.GitHub, new("https://api.github.com")), GivenNotice.Estate),
        _ => new GitLabForm(GivenNotice.Access(ReceiverKind.GitLab, new("https://gitlab.example.com/api/v4/")), GivenNotice.Estate),
    };

    /// <summary>The request, its body laid out for reading.</summary>
    private static string Shown(OutgoingRequest request)
    {
        using var json = JsonDocument.Parse(request.Body);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            json.WriteTo(writer);
        return $"POST {request.Url}\n{string.Concat(request.Headers.Select(header => $"{header.Name}: {header.Value}\n"))}\n{Encoding.UTF8.GetString(stream.ToArray())}";
    }
}
