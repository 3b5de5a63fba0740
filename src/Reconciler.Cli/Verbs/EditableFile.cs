using System.Text;
using Reconciler.Cli.Workplaces;
using Reconciler.Configuration;

namespace Reconciler.Cli.Verbs;

/// <summary>A configuration file on this machine.</summary>
/// <param name="FullPath">Absolute.</param>
internal sealed record EditableFile(string FullPath, ConfigurationFile File)
{
    /// <summary>Replaces the file in one step; its mode stays.</summary>
    /// <exception cref="UsageException">It cannot be written, and is what it was.</exception>
    internal void Write(string text)
    {
        var beside = $"{FullPath}.{Guid.NewGuid():n}.tmp";
        try
        {
            System.IO.File.WriteAllText(beside, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            if (!OperatingSystem.IsWindows())
                System.IO.File.SetUnixFileMode(beside, System.IO.File.GetUnixFileMode(FullPath));
            System.IO.File.Replace(beside, FullPath, destinationBackupFileName: null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            System.IO.File.Delete(beside);
            throw new UsageException($"{File.Path} cannot be written: {problem.Message}", problem);
        }
    }
}
