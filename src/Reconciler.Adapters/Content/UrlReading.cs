using Reconciler.Adapters.Archives;
using Reconciler.Adapters.Downloads;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>Reads <c>url</c> sources: downloads, holds against the sum, unpacks. Nothing is unpacked before all of it is what was declared.</summary>
internal sealed class UrlReading(ContentStore store, Downloader downloader)
{
    /// <summary>Stores nothing. An archive lies in a temporary file meanwhile, which has no name.</summary>
    /// <exception cref="SourceException">It cannot be downloaded, is not what was declared, or holds what a package cannot.</exception>
    internal async Task<Manifest> HashAsync(PackageSource.AtUrl source, PathPatterns patterns, CancellationToken cancellationToken)
    {
        RefuseNothing(source, patterns);
        if (source.FileName is { } name)
            return OneFile(source, name, store.FindSize(source.Sha256) ?? await CountAsync(source, cancellationToken));

        await using var file = TemporaryFile();
        using var bytes = new ArrivingBytes(file);
        await FetchAsync(source, bytes, cancellationToken);
        return new ArchiveReading(source, patterns, ArchiveLimits.Default, ContentHash.Of).Read(file, cancellationToken);
    }

    /// <summary>Into the content store. A download that breaks off is gone on with by the next process.</summary>
    /// <inheritdoc cref="HashAsync"/>
    internal async Task<Manifest> Store_NeedsLockAsync(PackageSource.AtUrl source, PathPatterns patterns, CancellationToken cancellationToken)
    {
        RefuseNothing(source, patterns);
        using var ingest = store.Ingest_NeedsLock();
        if (source.FileName is { } known && store.FindSize(source.Sha256) is { } size)
            return Completed(ingest, OneFile(source, known, size));

        using var partial = PartialFile.Open_NeedsLock(store.Downloads, new(source.Path), source.Sha256, cancellationToken);
        try
        {
            await FetchAsync(source, partial.Bytes, cancellationToken);
        }
        catch (SourceException e) when (e.InnerException is DownloadException.WrongContent)
        {
            partial.Delete();
            throw;
        }

        var manifest = Completed(ingest, Take(source, patterns, partial.Stream, ingest, cancellationToken));
        partial.Delete();
        return manifest;
    }

    private static Manifest Take(PackageSource.AtUrl source, PathPatterns patterns, Stream file, ContentIngest ingest, CancellationToken cancellationToken)
    {
        file.Position = 0;
        if (source.FileName is not { } name)
            return new ArchiveReading(source, patterns, ArchiveLimits.Default, ingest.Add).Read(file, cancellationToken);

        return OneFile(source, name, ingest.Add(file, cancellationToken).SizeBytes);
    }

    private static Manifest Completed(ContentIngest ingest, Manifest manifest)
    {
        ingest.Complete(manifest);
        return manifest;
    }

    private static Manifest OneFile(PackageSource.AtUrl source, string name, long sizeBytes) =>
        Manifest.Of([ManifestEntry.File(name, isExecutable: false, sizeBytes, source.Sha256)]);

    private static void RefuseNothing(PackageSource.AtUrl source, PathPatterns patterns)
    {
        if (source.FileName is { } name && !patterns.Selects(name))
            throw new SourceException(ContentDiagnostics.SourceEmpty(source.At, source.Name));
    }

    private async Task<long> CountAsync(PackageSource.AtUrl source, CancellationToken cancellationToken)
    {
        using var bytes = new ArrivingBytes(Stream.Null);
        await FetchAsync(source, bytes, cancellationToken);
        return bytes.Count;
    }

    private async Task FetchAsync(PackageSource.AtUrl source, ArrivingBytes bytes, CancellationToken cancellationToken)
    {
        try
        {
            await downloader.FetchAsync(new(source.Path), source.Sha256, bytes, cancellationToken);
        }
        catch (DownloadException e)
        {
            throw new SourceException(Diagnose(source, e), SourceFault.Failed, e);
        }
        catch (RepositoryException e)
        {
            throw new SourceException(DownloadDiagnostics.DownloadRefused(source.At, source.Name, e.Message.Replace("; ", ", ", StringComparison.Ordinal)), SourceFault.Failed, e);
        }
        catch (IOException e)
        {
            throw new SourceException(DownloadDiagnostics.DownloadNotWritten(source.At, source.Name, e.Message), SourceFault.Failed, e);
        }
    }

    private static Diagnostic Diagnose(PackageSource.AtUrl source, DownloadException e) => e switch
    {
        DownloadException.WrongContent wrong =>
            DownloadDiagnostics.WrongSha256(source.At, source.Name, source.Sha256.ToString(), wrong.Found.ToString(), $"{wrong.SizeBytes}"),
        DownloadException.GivenUp given => DownloadDiagnostics.DownloadInterrupted(source.At, source.Name, given.Message, given.Tries),
        _ => DownloadDiagnostics.DownloadRefused(source.At, source.Name, e.Message),
    };

    /// <summary>In TMPDIR, gone when it is closed or the process ends.</summary>
    private static FileStream TemporaryFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"reconciler-{Path.GetRandomFileName()}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
