namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <param name="Rest">What follows its number.</param>
internal readonly record struct SftpReply(PacketType Type, ReadOnlyMemory<byte> Rest);
