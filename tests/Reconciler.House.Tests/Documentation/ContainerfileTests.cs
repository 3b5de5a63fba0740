using System.Text.RegularExpressions;

namespace Reconciler.House.Tests.Documentation;

/// <summary>The container file of the examples names what is there. That an image comes of it shows only where images can be built.</summary>
public sealed partial class ContainerfileTests
{
    private static readonly string text = Repository.Read("examples/operations/Containerfile");

    [Fact]
    public void Sources_ThatItCopies_AreThere() => Rule.Holds(
        CopyLine().Matches(text)
            .SelectMany(line => line.Groups["names"].Value.Split(' ')[..^1])
            .Where(name => !Repository.Files.Any(file => file == name || (name.EndsWith('/') && file.StartsWith(name, StringComparison.Ordinal))))
            .Select(name => $"examples/operations/Containerfile: copies {name}, which is not in the repository; name what is."));

    [Fact]
    public void Images_OfDotNet_AreOfTheVersionThatTheSourceIsBuiltWith()
    {
        var version = SdkVersion().Match(Repository.Read("global.json")).Groups["version"].Value;

        Assert.Equal([version, version], ImageLine().Matches(text).Select(image => image.Groups["version"].Value));
    }

    [Fact]
    public void Program_ThatIsPublished_IsTheOneThatRuns()
    {
        Assert.Contains("dotnet publish src/Reconciler.Cli ", text, StringComparison.Ordinal);
        Assert.Contains("<AssemblyName>reconciler</AssemblyName>", Repository.Read("src/Reconciler.Cli/Reconciler.Cli.csproj"), StringComparison.Ordinal);
        Assert.Contains("ENTRYPOINT [\"reconciler\"]", text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^COPY (?!--from)(?<names>.+)$", RegexOptions.Multiline)]
    private static partial Regex CopyLine();

    [GeneratedRegex(@"^FROM mcr\.microsoft\.com/dotnet/\w+:(?<version>\d+\.\d+)-", RegexOptions.Multiline)]
    private static partial Regex ImageLine();

    [GeneratedRegex("\"version\": \"(?<version>\\d+\\.\\d+)\\.")]
    private static partial Regex SdkVersion();
}
