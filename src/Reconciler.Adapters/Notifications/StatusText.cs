using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>What a commit's status says, whatever the host.</summary>
/// <param name="Context">Under which it stands; a test has one of its own, so that it says nothing about the commit.</param>
internal readonly record struct StatusText(string Commit, CommitState State, string Context, string Description)
{
    internal static StatusText Of(Notice notice, string context) => notice switch
    {
        Notice.Status status => new(status.Commit, status.State, context, ChatText.Line(status.Description)),
        Notice.Test test => new(test.Commit, CommitState.Success, $"{context}/test", "This is a test: statuses arrive here"),
        _ => throw new ArgumentException("A host of repositories is told about commits only.", nameof(notice)),
    };
}
