namespace Reconciler.Cli.Workplaces;

/// <summary>What was asked cannot be done as it was asked. The message says what to type instead.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
