using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace Reconciler.Testing;

/// <summary>
/// Expected files in the habit of Verify: <c>await Verify(text)</c> compares with <c>Type.Method.verified.txt</c> beside the test and
/// leaves <c>.received.txt</c> on a mismatch. <c>SNAPSHOT_ACCEPT=1</c> writes the expected files; CI never does. The calls and the file
/// names are Verify's, so that moving to Verify.Xunit means deleting this file (its core package cannot be restored from every feed).
/// </summary>
public static class Verifier
{
    public static async Task Verify(
        string received,
        string extension = "txt",
        string? scenario = null,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "")
    {
        var suffix = scenario is null ? "" : $"_{scenario}";
        var stem = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}{suffix}");
        var verifiedFile = $"{stem}.verified.{extension}";
        var receivedFile = $"{stem}.received.{extension}";
        var normalized = received.ReplaceLineEndings("\n");
        var verified = File.Exists(verifiedFile) ? (await File.ReadAllTextAsync(verifiedFile)).ReplaceLineEndings("\n") : null;
        if (verified == normalized)
        {
            File.Delete(receivedFile);
            return;
        }

        if (Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            await File.WriteAllTextAsync(verifiedFile, normalized, new UTF8Encoding(false));
            File.Delete(receivedFile);
            return;
        }

        await File.WriteAllTextAsync(receivedFile, normalized, new UTF8Encoding(false));
        Assert.Fail(verified is null
            ? $"There is no expected file yet. Read what was received, then run the test again with SNAPSHOT_ACCEPT=1:\n{receivedFile}\n\n{normalized}"
            : $"Differs from the expected file. If the change is meant, read it and run the test again with SNAPSHOT_ACCEPT=1:\ndiff -u {verifiedFile} {receivedFile}\n\nexpected:\n{verified}\nreceived:\n{normalized}");
    }
}
