using Reconciler.Core.Content;

namespace Reconciler.Adapters.Content;

/// <summary>A manifest that was read from its file, for as long as somebody uses it and the file stays as it was.</summary>
internal sealed class KnownManifest
{
    private readonly WeakReference<Manifest> manifest;
    private readonly long length;
    private readonly DateTime writtenAt;

    private KnownManifest(FileInfo file, Manifest manifest)
    {
        this.manifest = new(manifest);
        length = file.Length;
        writtenAt = file.LastWriteTimeUtc;
    }

    /// <exception cref="FormatException">It is damaged.</exception>
    internal static KnownManifest Read(FileInfo file, out Manifest manifest)
    {
        // Looked at first: what is written to while it is read is not known.
        file.Refresh();
        manifest = ManifestText.Read(File.ReadAllBytes(file.FullName));
        return new(file, manifest);
    }

    internal Manifest? Find(FileInfo file) =>
        file.Exists && file.Length == length && file.LastWriteTimeUtc == writtenAt && manifest.TryGetTarget(out var known) ? known : null;
}
