using System.Globalization;

namespace Reconciler.Benchmarks.Copies;

/// <summary>Makes the files of a workload, with a small one that changes beside them.</summary>
/// <param name="scale">1 for the whole; 0.05 for a twentieth of the bytes.</param>
internal sealed class WorkloadFiles(string directory, double scale)
{
    private const int SmallFiles = 100_000;
    private const int SmallBytes = 4096;
    private const int FilesPerFolder = 100;
    private const long LargeBytes = 4_000_000_000;

    private int changes;

    public string Directory => directory;

    public long Bytes => Files.Sum(file => file.Length);

    private IEnumerable<FileInfo> Files => new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories);

    public void Make(Workload workload)
    {
        System.IO.Directory.CreateDirectory(directory);
        switch (workload.Letter)
        {
            case 'A':
                CopySdk();
                break;
            case 'B':
                MakeSmall((int)(SmallFiles * scale));
                break;
            default:
                WriteRandom(Path.Combine(directory, "large.bin"), (long)(LargeBytes * scale));
                break;
        }

        Change();
    }

    /// <summary>Another length each time: rsync compares times in whole seconds.</summary>
    public void Change() =>
        File.WriteAllText(Path.Combine(directory, "changing.txt"), string.Create(CultureInfo.InvariantCulture, $"{++changes} {new string('x', changes)}\n"));

    /// <summary>The same bytes in one file, for the disk's own limit.</summary>
    public void WriteAsOne(string file) => WriteRandom(file, Bytes);

    private void CopySdk()
    {
        var sdk = Path.Combine(Path.GetDirectoryName(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "/usr/share/dotnet/dotnet")!, "sdk");
        var files = new DirectoryInfo(sdk).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal).ToArray();
        foreach (var file in files.Take((int)Math.Ceiling(files.Length * scale)))
        {
            var copy = Path.Combine(directory, Path.GetRelativePath(sdk, file.FullName));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }
    }

    private void MakeSmall(int count)
    {
        var random = new Random(1);
        var bytes = new byte[SmallBytes];
        for (var number = 0; number < count; number++)
        {
            var folder = Path.Combine(directory, $"{number / FilesPerFolder:0000}");
            System.IO.Directory.CreateDirectory(folder);
            random.NextBytes(bytes);
            File.WriteAllBytes(Path.Combine(folder, $"{number % FilesPerFolder:00}.bin"), bytes);
        }
    }

    private static void WriteRandom(string file, long size)
    {
        var random = new Random(1);
        var bytes = new byte[1 << 20];
        using var stream = File.Create(file);
        for (var left = size; left > 0; left -= bytes.Length)
        {
            random.NextBytes(bytes);
            stream.Write(bytes, 0, (int)Math.Min(left, bytes.Length));
        }
    }
}
