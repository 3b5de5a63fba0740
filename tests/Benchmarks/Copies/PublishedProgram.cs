namespace Reconciler.Benchmarks.Copies;

/// <summary>The program as it is shipped, compiled ahead of time. Takes a minute or two.</summary>
internal static class PublishedProgram
{
    public static string Make(string directory)
    {
        var output = Path.Combine(directory, "program");
        Shell.Run("dotnet", "publish", "src/Reconciler.Cli", "--configuration", "Release", "--runtime", "linux-x64", "-p:PublishAot=true", "--output", output);
        return Path.Combine(output, "reconciler");
    }
}
