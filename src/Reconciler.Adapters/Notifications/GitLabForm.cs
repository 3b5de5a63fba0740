using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary><c>POST /projects/ID/statuses/SHA</c> (docs.gitlab.com, Commits API).</summary>
internal sealed class GitLabForm(ReceiverAccess access, EstateNames estate) : INoticeForm
{
    /// <summary>Of descriptions, names and links.</summary>
    private const int Longest = 255;

    public OutgoingRequest Write(Notice notice, DateTimeOffset now)
    {
        var api = ReceiverUrl.Of(access);
        var token = HeaderSecret.Of(access);
        var status = StatusText.Of(notice, access.Context);
        var body = JsonBody.Write(writer =>
        {
            writer.WriteString("state"u8, status.State switch
            {
                CommitState.Pending => "pending"u8,
                CommitState.Success => "success"u8,
                CommitState.Failure => "failed"u8,
                _ => "canceled"u8,
            });
            writer.WriteString("name"u8, status.Context);
            writer.WriteString("description"u8, ChatText.Shortened(status.Description, Longest));
            if (estate.Link is { Length: <= Longest } link)
                writer.WriteString("target_url"u8, link);
        });
        return new(
            new($"{api.AbsoluteUri.TrimEnd('/')}/projects/{Uri.EscapeDataString(access.Repository)}/statuses/{status.Commit}"),
            body,
            [("PRIVATE-TOKEN", token)],
            Secrets.Of(token));
    }

    /// <summary>GitLab refuses to set a status to what it is: <c>Cannot transition status via :enqueue from :pending</c>.</summary>
    public bool IsKnown(int status, string answer) => status == 400 && answer.Contains("Cannot transition status", StringComparison.Ordinal);
}
