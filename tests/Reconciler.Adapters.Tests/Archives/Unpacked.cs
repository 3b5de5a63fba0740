using System.Text;
using Reconciler.Adapters.Archives;
using Reconciler.Adapters.Content;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Tests.Archives;

/// <summary>What a package with an archive as its source holds.</summary>
internal static class Unpacked
{
    private static readonly PackageSource.AtUrl source = new("https://builds.example.com/viewer.zip?key=1", default, null, new("packages.yaml", 7, 11));

    /// <returns>A line an entry: <c>x bin/run = text</c>, <c>l link -> target</c>, <c>d empty</c>.</returns>
    internal static string Lines(byte[] archive, PathPatterns? patterns = null, ArchiveLimits? limits = null)
    {
        var texts = new Dictionary<Digest, string>();
        var manifest = Read(archive, patterns, limits, (stream, cancellationToken) =>
        {
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            copy.Position = 0;
            var id = ContentHash.Of(copy, cancellationToken);
            texts[id.Digest] = Encoding.UTF8.GetString(copy.ToArray());
            return id;
        });

        return string.Join('\n', manifest.Entries.Select(entry => entry.Kind switch
        {
            EntryKind.EmptyDirectory => $"d {entry.Path}",
            EntryKind.Symlink => $"l {entry.Path} -> {texts[entry.Digest]}",
            _ => $"{(entry.IsExecutable ? 'x' : 'f')} {entry.Path} = {texts[entry.Digest]}",
        }));
    }

    internal static Manifest Read(byte[] archive, PathPatterns? patterns = null, ArchiveLimits? limits = null, Func<Stream, CancellationToken, ContentId>? take = null) =>
        new ArchiveReading(source, patterns ?? PathPatterns.Everything, limits ?? ArchiveLimits.Default, take ?? ContentHash.Of)
            .Read(new MemoryStream(archive), TestContext.Current.CancellationToken);

    /// <returns>The diagnostic's code and message.</returns>
    internal static string Fault(byte[] archive, PathPatterns? patterns = null, ArchiveLimits? limits = null)
    {
        var fault = Assert.Throws<SourceException>(() => Read(archive, patterns, limits));
        return $"{fault.Diagnostic.Code}: {fault.Diagnostic.Message}";
    }
}
