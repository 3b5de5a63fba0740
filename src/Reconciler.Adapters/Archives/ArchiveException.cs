namespace Reconciler.Adapters.Archives;

/// <summary>An archive is not what it should be, or is more than it may be.</summary>
/// <param name="problem">The end of a sentence that begins with the archive: <c>it is cut off in the middle of 'a'</c>.</param>
internal sealed class ArchiveException(string problem, Exception? inner = null) : Exception(problem, inner);
