namespace Reconciler.Testing;

/// <summary>A directory of a test's own, gone when the test ends. <c>RECONCILER_KEEP_TEMPORARY=1</c> keeps it, to look at what a failed test left.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    private const string Prefix = "reconciler-test-";

    /// <param name="parent">Null: the machine's temporary directory.</param>
    public TemporaryDirectory(string? parent = null) => Path = parent is null
        ? Directory.CreateTempSubdirectory(Prefix).FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(parent, Prefix + System.IO.Path.GetRandomFileName())).FullName;

    /// <summary>Absolute, without a slash at the end.</summary>
    public string Path { get; }

    public static bool IsKept => Environment.GetEnvironmentVariable("RECONCILER_KEEP_TEMPORARY") == "1";

    /// <summary>The absolute path of something in it, whether it exists or not.</summary>
    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file, with the directories it needs.</summary>
    /// <param name="relativePath">With forward slashes.</param>
    /// <returns>The file's absolute path.</returns>
    public string Write(string relativePath, string text)
    {
        var file = Combine(relativePath.Split('/'));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <returns>The directory's absolute path.</returns>
    public string CreateDirectory(string relativePath) => Directory.CreateDirectory(Combine(relativePath.Split('/'))).FullName;

    public void Dispose()
    {
        if (IsKept || !Directory.Exists(Path))
            return;

        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DeleteForced();
        }
    }

    /// <summary>Read-only directories and names that are no UTF-8 are beyond <see cref="Directory.Delete(string, bool)"/>.</summary>
    private void DeleteForced()
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories))
                File.SetAttributes(file, FileAttributes.Normal);
            Directory.Delete(Path, recursive: true);
            return;
        }

        new ProcessRun("chmod", "-R", "u+rwX", Path).Run();
        new ProcessRun("rm", "-rf", Path).Run().EnsureSuccess();
    }
}
