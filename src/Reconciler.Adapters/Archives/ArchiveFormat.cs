namespace Reconciler.Adapters.Archives;

internal enum ArchiveFormat
{
    Zip,
    Tar,
    TarGzip,
    TarZstandard,
}
