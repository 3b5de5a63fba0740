using System.Reflection;
using System.Runtime.CompilerServices;
using Reconciler.Configuration.Input;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Tests.Diagnostics;

/// <summary>Holds together the codes that there are, and the pages that explain them.</summary>
public sealed class CodePageTests
{
    private static readonly string Directory = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src/Reconciler.Core/Diagnostics/Codes"));

    private static readonly CodePage[] Pages = [.. System.IO.Directory.GetFiles(Directory, "*.md").Order(StringComparer.Ordinal).Select(CodePage.Of)];

    public static TheoryData<string> Runnable => [.. Pages.Where(page => page.Needs is null).Select(page => page.Code)];

    public static TheoryData<string> Readable => [.. Pages.Where(page => page.Mended.Length > 0).Select(page => page.Code)];

    [Fact]
    public void EveryCode_HasAPage_AndEveryPageACode() =>
        Assert.Equal(Factories().Order(StringComparer.Ordinal), Pages.Select(page => page.Code));

    [Fact]
    public void EveryPage_SaysWhatTheCodeMeans() => Assert.All(Pages, page =>
    {
        Assert.Contains($"# {page.Code}: {page.Title}\n\n", page.Text, StringComparison.Ordinal);
        Assert.InRange(page.Title.Length, 3, 50);
        Assert.DoesNotContain('\r', page.Text);
    });

    [Fact]
    public void PagesThatNeedMore_AreThoseThatConfigurationFilesAloneCannotShow() => Assert.All(
        Pages.Where(page => page.Needs is "content" or "site server"),
        page => Assert.True(page.Code.StartsWith("RCN4", StringComparison.Ordinal) || page.Code is "RCN3019" or "RCN3020", page.Code));

    [Theory]
    [MemberData(nameof(Runnable))]
    public void Fails_OfAPage_GivesExactlyItsCode(string code)
    {
        var result = ConfigurationReader.Read(Find(code).Fails, "");

        Assert.NotEmpty(result.Diagnostics);
        Assert.All(result.Diagnostics, diagnostic => Assert.True(diagnostic.Code == code, diagnostic.ToString()));
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void Mended_OfAPage_GivesNoProblem(string code)
    {
        var page = Find(code);

        Assert.NotEqual(page.Fails.Select(Text), page.Mended.Select(Text));
        Assert.Equal([], ConfigurationReader.Read(page.Mended, "").Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    private static CodePage Find(string code) => Pages.Single(page => page.Code == code);

    private static string Text(ConfigurationFile file) => file.Path + System.Text.Encoding.UTF8.GetString(file.Read()!.Value.Span);

    private static IEnumerable<string> Factories() => typeof(Diagnostic).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.ReturnType == typeof(Diagnostic) && method.DeclaringType!.Name.EndsWith("Diagnostics", StringComparison.Ordinal))
        .Select(method => ((Diagnostic)method.Invoke(null, [.. method.GetParameters().Select(DiagnosticExampleTests.Anything)])!).Code);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
