using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary><c>POST /repos/OWNER/NAME/statuses/SHA</c>; at most 1000 for each commit and context (docs.github.com, REST, commit statuses).</summary>
internal sealed class GitHubForm(ReceiverAccess access, EstateNames estate) : INoticeForm
{
    private const int LongestDescription = 140;

    public OutgoingRequest Write(Notice notice, DateTimeOffset now)
    {
        var api = ReceiverUrl.Of(access);
        var token = HeaderSecret.Of(access);
        var status = StatusText.Of(notice, access.Context);
        var path = string.Join('/', access.Repository.Split('/').Select(Uri.EscapeDataString));
        var body = JsonBody.Write(writer =>
        {
            writer.WriteString("state"u8, status.State switch
            {
                CommitState.Pending => "pending"u8,
                CommitState.Success => "success"u8,
                CommitState.Failure => "failure"u8,
                _ => "error"u8,
            });
            writer.WriteString("context"u8, status.Context);
            writer.WriteString("description"u8, ChatText.Shortened(status.Description, LongestDescription));
            if (estate.Link is { } link)
                writer.WriteString("target_url"u8, link);
        });
        return new(
            new($"{api.AbsoluteUri.TrimEnd('/')}/repos/{path}/statuses/{status.Commit}"),
            body,
            [("Authorization", $"Bearer {token}"), ("Accept", "application/vnd.github+json"), ("X-GitHub-Api-Version", "2022-11-28")],
            Secrets.Of(token));
    }
}
