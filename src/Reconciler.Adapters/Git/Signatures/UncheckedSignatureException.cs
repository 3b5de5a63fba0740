namespace Reconciler.Adapters.Git.Signatures;

/// <summary>Nobody could say whether a signature is good: the commit is not used, and it is not its fault.</summary>
/// <param name="message">What is wrong, then <c>"; "</c>, then what to do.</param>
internal sealed class UncheckedSignatureException(string message, Exception? inner = null) : Exception(message, inner);
