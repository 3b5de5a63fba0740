using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Reports;

/// <summary>The files that <c>--report</c> names: each is written beside its place and renamed, so that whoever reads one reads it whole.</summary>
internal sealed class ReportFiles(VerbContext context)
{
    /// <param name="bytes">The report in one format.</param>
    /// <returns>An error when one could not be written, which has been told; the others are there all the same.</returns>
    internal async Task<ExitCode> WriteAsync(Func<OutputFormat, ReadOnlyMemory<byte>> bytes)
    {
        var code = ExitCode.Done;
        foreach (var file in FormatOptions.ReportsOf(context.Parsed))
        {
            try
            {
                Write(Path.GetFullPath(file, context.Surroundings.WorkingDirectory), bytes(OutputFormats.Of(file)!.Value).Span);
            }
            catch (IOException problem)
            {
                await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Red("error:")} the report {file} cannot be written: {problem.Message}");
                code = ExitCode.Error;
            }
        }

        return code;
    }

    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            File.WriteAllBytes(beside, bytes);
            if (File.Exists(path))
                File.Replace(beside, path, destinationBackupFileName: null);
            else
                File.Move(beside, path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside))
                File.Delete(beside);
            throw new IOException(problem.Message.Replace(beside, path, StringComparison.Ordinal), problem);
        }
    }
}
