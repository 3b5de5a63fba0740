namespace Reconciler.Adapters.Published;

/// <summary>A published state cannot be read. The message says what happened and what to do.</summary>
public sealed class PublishedException(string message, Exception? inner = null) : Exception(message, inner);
