namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>How a request ended, as version 3 tells it: most causes are <see cref="Failure"/>.</summary>
internal enum SftpStatus : uint
{
    Ok = 0,
    EndOfFile = 1,
    NoSuchFile = 2,
    PermissionDenied = 3,
    Failure = 4,
    BadMessage = 5,
    NoConnection = 6,
    ConnectionLost = 7,
    NotSupported = 8,
}
