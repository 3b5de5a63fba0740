using Reconciler.Core.Content;

namespace Reconciler.Engine.Contents;

/// <summary>The master packages on the site server: each file's bytes once, by digest, and the manifests.</summary>
public interface IContentStore : IContent
{
    /// <summary>Null when this manifest is not stored; says nothing about the objects.</summary>
    Manifest? FindManifest(Digest digest);

    /// <summary>Whether the manifest and every object that it names are stored.</summary>
    bool HoldsAll(Digest digest);

    /// <summary>Remembers what a digest contains, without its objects: a server holds them.</summary>
    void KeepManifest_NeedsLock(Manifest manifest);

    /// <summary>An object was found damaged while it was copied: it is never served again, and is stored anew from its source.</summary>
    void Discard_NeedsLock(Digest digest);
}
