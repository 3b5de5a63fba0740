namespace Reconciler.Adapters.Downloads;

/// <summary>A download did not end well. Messages are the end of a sentence that begins with the URL.</summary>
internal abstract class DownloadException(string reason, Exception? inner) : Exception(reason, inner)
{
    /// <summary>Another try would end in the same way: there is no such file, the certificate is not trusted.</summary>
    internal sealed class Refused(string reason, Exception? inner = null) : DownloadException(reason, inner);

    /// <summary>The network or the server failed; the next try may not.</summary>
    /// <param name="wait">What the server asked for.</param>
    internal sealed class Interrupted(string reason, Exception? inner = null, TimeSpan? wait = null) : DownloadException(reason, inner)
    {
        internal TimeSpan? Wait { get; } = wait;
    }

    /// <summary>So many tries in a row brought nothing.</summary>
    internal sealed class GivenUp(Interrupted last, int tries) : DownloadException(last.Message, last)
    {
        internal int Tries { get; } = tries;
    }

    /// <summary>All of it arrived, and it is something else.</summary>
    internal sealed class WrongContent(Core.Content.Digest found, long sizeBytes) : DownloadException("it is not what was declared", null)
    {
        internal Core.Content.Digest Found { get; } = found;

        internal long SizeBytes { get; } = sizeBytes;
    }
}
