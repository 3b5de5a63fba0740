using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>What stands as <c>current.json</c> at a package's path.</summary>
/// <param name="Current">Null: a tombstone, somebody else's file, or nothing.</param>
/// <param name="Gone">Null: a pointer, somebody else's file, or nothing.</param>
/// <param name="ETag">Null: nothing.</param>
internal sealed record ShownPointer(string Path, Pointer? Current, Tombstone? Gone, string? ETag)
{
    public bool IsSomebodyElses => ETag is not null && Current is null && Gone is null;

    public OrderNumber? Order => Current?.Order ?? Gone?.Order;

    public static ShownPointer Of(string path, byte[] bytes, string eTag) => new(path, Read(bytes, Pointer.Read), Read(bytes, Tombstone.Read), eTag);

    private static T? Read<T>(byte[] bytes, Func<ReadOnlyMemory<byte>, T> read)
        where T : class
    {
        try
        {
            return read(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
