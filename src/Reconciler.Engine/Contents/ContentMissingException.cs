using Reconciler.Core.Content;

namespace Reconciler.Engine.Contents;

/// <summary>The content store does not have these bytes (any more): the source is to be read again.</summary>
public sealed class ContentMissingException(Digest digest, string message, Exception? inner = null) : Exception(message, inner)
{
    public Digest Digest { get; } = digest;
}
