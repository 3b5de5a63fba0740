using System.Globalization;
using System.Text.RegularExpressions;

namespace Reconciler.Benchmarks.Copies;

/// <summary>What one call of the program did, as <c>strace</c> saw it; never a call that is timed.</summary>
internal sealed partial class Observed
{
    private readonly string[] lines;

    /// <param name="scratch">For the listing.</param>
    public Observed(string scratch, string[] command)
    {
        Directory.CreateDirectory(scratch);
        var listing = Path.Combine(scratch, "calls");

        // A file for each thread, so that no call is shown in two parts.
        Shell.Run(["strace", "-ff", "-y", "-qq", "-s", "0", "-e", "trace=%file,read,pread64,readv,preadv,copy_file_range,sendfile,getdents64,fstat,write,pwrite64,fsync,ftruncate", "-e", "signal=none", "-o", listing, .. command]);
        var listings = Directory.GetFiles(scratch, "calls.*");
        lines = [.. listings.SelectMany(File.ReadAllLines)];
        foreach (var read in listings)
            File.Delete(read);
    }

    /// <summary>Bytes that came out of files below <paramref name="directory"/>.</summary>
    public long BytesReadFrom(string directory) => lines
        .Select(line => ReadCall().Match(line))
        .Where(call => call.Success && call.Groups["path"].Value.StartsWith(directory, StringComparison.Ordinal))
        .Sum(call => long.Parse(call.Groups["bytes"].Value, CultureInfo.InvariantCulture));

    /// <summary>Calls that name something below <paramref name="directory"/>, or use an open file there.</summary>
    public int CallsBelow(string directory) => lines.Count(line => line.Contains(directory, StringComparison.Ordinal));

    // Of the two files of sendfile, the second is read.
    [GeneratedRegex(@"(?:(?:read|pread64|readv|preadv|copy_file_range)\(|sendfile\(\d+<[^>]*>, )\d+<(?<path>[^>]*)>.*\) += (?<bytes>\d+)$")]
    private static partial Regex ReadCall();
}
