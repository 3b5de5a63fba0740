using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>How one kind of receiver wants to be told.</summary>
internal interface INoticeForm
{
    /// <exception cref="DeliveryException">A secret is missing, or a URL is none.</exception>
    OutgoingRequest Write(Notice notice, DateTimeOffset now);

    /// <summary>It was refused because it is so already.</summary>
    bool IsKnown(int status, string answer) => false;
}
