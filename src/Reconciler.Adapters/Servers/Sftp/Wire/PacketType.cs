namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>Kinds of packets of SFTP version 3 (draft-ietf-secsh-filexfer-02, section 3), those that are used here.</summary>
internal enum PacketType : byte
{
    Init = 1,
    Version = 2,
    Open = 3,
    Close = 4,
    Read = 5,
    Write = 6,
    LinkStatus = 7,
    SetStatus = 9,
    SetStatusOfHandle = 10,
    OpenDirectory = 11,
    ReadDirectory = 12,
    Remove = 13,
    MakeDirectory = 14,
    RemoveDirectory = 15,
    RealPath = 16,
    FileStatus = 17,
    Rename = 18,
    ReadLink = 19,
    MakeLink = 20,
    Status = 101,
    Handle = 102,
    Data = 103,
    Name = 104,
    Attributes = 105,
    Extended = 200,
    ExtendedReply = 201,
}
