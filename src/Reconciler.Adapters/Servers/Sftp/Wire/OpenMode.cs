namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>What a file is opened for.</summary>
internal enum OpenMode : uint
{
    Read = 0x1,

    /// <summary>One that is there.</summary>
    Continue = 0x2,

    /// <summary>One that must not be there, not even as a link.</summary>
    Create = 0x2 | 0x8 | 0x20,
}
