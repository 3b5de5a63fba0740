using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;
using Barrier = Reconciler.Adapters.Linux.Barrier;

namespace Reconciler.Adapters.Content;

/// <summary>Gives durable files their names in <c>objects</c>, and then makes the names durable.</summary>
internal sealed class ContentNames(ContentDirectory directory, DirectoryHandle incoming) : IDisposable
{
    private readonly DirectoryHandle objects = DirectoryHandle.Open(directory.Objects);
    private readonly Barrier barrier = new(incoming);
    private readonly Dictionary<string, DirectoryHandle> opened = [];

    /// <summary>Replaces what has the name: it was found damaged.</summary>
    internal FileStatus Give(FileName file, Digest digest)
    {
        var text = digest.ToString();
        var place = Place(text[..2]);
        FileName name = text[2..];
        incoming.RenameOver(file, place, name);
        return place.FindStatus(name)!.Value;
    }

    internal void Complete()
    {
        foreach (var place in opened.Values)
            barrier.Add(place.Handle, place.Path);
        barrier.Add(objects.Handle, objects.Path);
        barrier.Complete();
    }

    public void Dispose()
    {
        foreach (var place in opened.Values)
            place.Dispose();
        barrier.Dispose();
        objects.Dispose();
    }

    private DirectoryHandle Place(string name)
    {
        if (opened.TryGetValue(name, out var known))
            return known;

        objects.TryMakeDirectory(name);
        return opened[name] = objects.OpenDirectory(name);
    }
}
