using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>What can be asked of a server, each as one request. Nothing is followed by us: a status is that of a link itself.</summary>
internal sealed class SftpClient(SftpChannel channel, SftpVersion version, SftpLimits limits)
{
    // A hostile server could go on for ever.
    private const int MostNames = 4_000_000;

    public SftpVersion Version => version;

    public SftpLimits Limits => limits;

    /// <returns>Null when there is nothing of that name.</returns>
    public async Task<FileStatus?> FindStatusAsync(RemotePath path, CancellationToken cancellationToken) =>
        (await FindAttributesAsync(PacketType.LinkStatus, path, cancellationToken))?.Status;

    /// <summary>Of what a link leads to.</summary>
    public async Task<FileStatus?> FindTargetStatusAsync(RemotePath path, CancellationToken cancellationToken) =>
        (await FindAttributesAsync(PacketType.FileStatus, path, cancellationToken))?.Status;

    public async Task<SftpHandle> OpenAsync(RemotePath path, OpenMode mode, CancellationToken cancellationToken)
    {
        // Nobody else may write to what is being written; it gets its mode when it is whole.
        var attributes = mode == OpenMode.Create ? new SftpAttributes(Mode: 0x180) : SftpAttributes.None;
        var reply = await channel.RequestAsync(PacketWriter.Request(PacketType.Open).Path(path).Number((uint)mode).Attributes(attributes), cancellationToken);
        return new(channel, limits, path, HandleOf(reply, mode == OpenMode.Create ? "create" : "open", path));
    }

    /// <summary>All names but the two dots, in no order, with the status of each.</summary>
    public async Task<List<(FileName Name, FileStatus Status)>> ListAsync(RemotePath path, CancellationToken cancellationToken)
    {
        var opened = await channel.RequestAsync(PacketWriter.Request(PacketType.OpenDirectory).Path(path), cancellationToken);
        await using var handle = new SftpHandle(channel, limits, path, HandleOf(opened, "list", path));
        var names = new List<(FileName Name, FileStatus Status)>();
        while (true)
        {
            var reply = await channel.RequestAsync(PacketWriter.Request(PacketType.ReadDirectory).Text(handle.Id.Span), cancellationToken);
            if (reply.Type == PacketType.Status)
            {
                Require(reply, "list", path, SftpStatus.EndOfFile);
                return names;
            }

            foreach (var (name, attributes) in NamesOf(reply))
                names.Add((name, attributes.Mode is null ? (await FindStatusAsync(path.Below(name), cancellationToken) ?? attributes.Status) : attributes.Status));

            if (names.Count > MostNames)
                throw new SftpProtocolException($"more than {MostNames} names for one directory");
        }
    }

    public Task MakeDirectoryAsync(RemotePath path, CancellationToken cancellationToken) =>
        DoAsync(PacketWriter.Request(PacketType.MakeDirectory).Path(path).Attributes(SftpAttributes.None), "make the directory", path, cancellationToken);

    public Task RemoveDirectoryAsync(RemotePath path, CancellationToken cancellationToken) =>
        DoAsync(PacketWriter.Request(PacketType.RemoveDirectory).Path(path), "delete the directory", path, cancellationToken);

    /// <summary>A file or a link.</summary>
    public Task RemoveAsync(RemotePath path, CancellationToken cancellationToken) =>
        DoAsync(PacketWriter.Request(PacketType.Remove).Path(path), "delete", path, cancellationToken);

    /// <summary>To a name that nothing has.</summary>
    public Task RenameAsync(RemotePath from, RemotePath to, CancellationToken cancellationToken) =>
        DoAsync(PacketWriter.Request(PacketType.Rename).Path(from).Path(to), "rename", from, cancellationToken);

    /// <summary>In the place of what has the name, in one step.</summary>
    public Task RenameOverAsync(RemotePath from, RemotePath to, CancellationToken cancellationToken) =>
        DoAsync(PacketWriter.Extended(SftpVersion.PosixRename).Path(from).Path(to), "rename", from, cancellationToken);

    public Task HardLinkAsync(RemotePath existing, RemotePath name, CancellationToken cancellationToken) =>
        DoAsync(PacketWriter.Extended(SftpVersion.HardLink).Path(existing).Path(name), "link", existing, cancellationToken);

    /// <remarks>OpenSSH takes the two in the order of <c>symlink</c>, not in that of the draft, and the others follow it.</remarks>
    public Task MakeLinkAsync(RemotePath path, ReadOnlyMemory<byte> target, CancellationToken cancellationToken) =>
        DoAsync(PacketWriter.Request(PacketType.MakeLink).Text(target.Span).Path(path), "make the link", path, cancellationToken);

    public async Task<byte[]> ReadLinkAsync(RemotePath path, CancellationToken cancellationToken)
    {
        var reply = await channel.RequestAsync(PacketWriter.Request(PacketType.ReadLink).Path(path), cancellationToken);
        return FirstName(reply, "read the link", path);
    }

    /// <summary>Absolute, without links.</summary>
    public async Task<RemotePath> RealPathAsync(RemotePath path, CancellationToken cancellationToken)
    {
        var reply = await channel.RequestAsync(PacketWriter.Request(PacketType.RealPath).Path(path), cancellationToken);
        return RemotePath.Of(FirstName(reply, "find", path));
    }

    public Task SetStatusAsync(RemotePath path, SftpAttributes attributes, CancellationToken cancellationToken) =>
        DoAsync(PacketWriter.Request(PacketType.SetStatus).Path(path).Attributes(attributes), "set mode and time of", path, cancellationToken);

    public Task SetLinkStatusAsync(RemotePath path, SftpAttributes attributes, CancellationToken cancellationToken) =>
        DoAsync(PacketWriter.Extended(SftpVersion.SetLinkStatus).Path(path).Attributes(attributes), "set the time of", path, cancellationToken);

    /// <returns>Null when the server does not tell.</returns>
    public async Task<long?> FreeBytesAsync(RemotePath path, CancellationToken cancellationToken)
    {
        if (!version.Has(SftpVersion.Statvfs))
            return null;

        var reply = await channel.RequestAsync(PacketWriter.Extended(SftpVersion.Statvfs).Path(path), cancellationToken);
        return reply.Type == PacketType.ExtendedReply ? FreeBytes(reply.Rest.Span) : null;
    }

    private static long FreeBytes(ReadOnlySpan<byte> rest)
    {
        // Block size, size of a fragment, blocks, free ones, those that are free for us.
        var packet = new PacketReader(rest);
        packet.LongNumber();
        var fragment = packet.LongNumber();
        packet.LongNumber();
        packet.LongNumber();
        return (long)UInt128.Min((UInt128)fragment * packet.LongNumber(), long.MaxValue);
    }

    private async Task DoAsync(PacketWriter request, string what, RemotePath path, CancellationToken cancellationToken) =>
        Require(await channel.RequestAsync(request, cancellationToken), what, path);

    private async Task<SftpAttributes?> FindAttributesAsync(PacketType type, RemotePath path, CancellationToken cancellationToken)
    {
        var reply = await channel.RequestAsync(PacketWriter.Request(type).Path(path), cancellationToken);
        return reply.Type == PacketType.Attributes ? AttributesOf(reply) : StatusOf(reply).Status == SftpStatus.NoSuchFile ? null : throw Refused(reply, "look at", path);
    }

    private static SftpAttributes AttributesOf(SftpReply reply)
    {
        var packet = new PacketReader(reply.Rest.Span);
        return SftpAttributes.Read(ref packet);
    }

    private static ReadOnlyMemory<byte> HandleOf(SftpReply reply, string what, RemotePath path) =>
        reply.Type == PacketType.Handle ? new PacketReader(reply.Rest.Span).Text().ToArray() : throw Refused(reply, what, path);

    private static List<(FileName Name, SftpAttributes Attributes)> NamesOf(SftpReply reply)
    {
        if (reply.Type != PacketType.Name)
            throw new SftpProtocolException("a reply of the wrong kind");

        var packet = new PacketReader(reply.Rest.Span);
        var count = packet.Number();
        var names = new List<(FileName, SftpAttributes)>();
        for (var i = 0u; i < count; i++)
        {
            var name = packet.Text();
            packet.Text();
            var attributes = SftpAttributes.Read(ref packet);
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                names.Add((NameOf(name), attributes));
        }

        return names;
    }

    private static FileName NameOf(ReadOnlySpan<byte> name)
    {
        try
        {
            return FileName.Of(name);
        }
        catch (ArgumentException)
        {
            throw new SftpProtocolException("a name that no file can have");
        }
    }

    private static byte[] FirstName(SftpReply reply, string what, RemotePath path)
    {
        if (reply.Type != PacketType.Name)
            throw Refused(reply, what, path);

        var packet = new PacketReader(reply.Rest.Span);
        return packet.Number() == 1 ? packet.Text().ToArray() : throw new SftpProtocolException("several names where one was asked for");
    }

    /// <exception cref="SftpRefusedException"/>
    internal static void Require(SftpReply reply, string what, RemotePath path, SftpStatus expected = SftpStatus.Ok)
    {
        if (StatusOf(reply).Status != expected)
            throw Refused(reply, what, path);
    }

    internal static SftpRefusedException Refused(SftpReply reply, string what, RemotePath path)
    {
        var (status, said) = StatusOf(reply);
        return new(status, what, path.ToString(), said);
    }

    internal static (SftpStatus Status, string Said) StatusOf(SftpReply reply)
    {
        if (reply.Type != PacketType.Status)
            throw new SftpProtocolException("a reply of the wrong kind");

        var packet = new PacketReader(reply.Rest.Span);
        var status = (SftpStatus)packet.Number();
        return (status, packet.IsAtEnd ? "" : System.Text.Encoding.UTF8.GetString(packet.Text()));
    }
}
