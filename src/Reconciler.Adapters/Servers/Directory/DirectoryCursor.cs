using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Opens the directories on the way to paths that come in a manifest's order, each once.</summary>
/// <param name="top">Not owned.</param>
/// <param name="enter">Opens a directory, or makes it.</param>
/// <param name="leave">Told of each directory when no later path lies in it, before it is closed.</param>
internal sealed class DirectoryCursor(
    DirectoryHandle top, Func<DirectoryHandle, FileName, DirectoryHandle> enter, Action<DirectoryHandle> leave) : IDisposable
{
    private readonly List<(string Name, DirectoryHandle Directory)> open = [];

    /// <summary>The directory in which the last part of <paramref name="path"/> stands. Belongs to the cursor.</summary>
    public DirectoryHandle MoveTo(string path)
    {
        var parts = path.Split('/');
        var shared = 0;
        while (shared < open.Count && shared < parts.Length - 1 && open[shared].Name == parts[shared])
            shared++;

        LeaveTo(shared);
        foreach (var part in parts[shared..^1])
            open.Add((part, enter(Current, part)));

        return Current;
    }

    /// <summary>After the last path.</summary>
    public void LeaveAll() => LeaveTo(0);

    /// <summary>Closes without leaving: the way was broken off.</summary>
    public void Dispose()
    {
        foreach (var (_, directory) in open)
            directory.Dispose();

        open.Clear();
    }

    private DirectoryHandle Current => open.Count == 0 ? top : open[^1].Directory;

    private void LeaveTo(int depth)
    {
        while (open.Count > depth)
        {
            using var left = open[^1].Directory;
            open.RemoveAt(open.Count - 1);
            leave(left);
        }
    }
}
