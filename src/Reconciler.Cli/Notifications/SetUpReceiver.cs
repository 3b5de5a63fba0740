using Reconciler.Adapters.Notifications;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.Notifications;

namespace Reconciler.Cli.Notifications;

/// <summary>A receiver of the settings, ready to be told something.</summary>
internal sealed record SetUpReceiver(ReceiverSettings Settings, ReceiverRules Rules, HttpReceiver Receiver);
