using Reconciler.Core.Resources;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

public sealed class PackageTests
{
    [Fact]
    public void Package_EveryField_IsRead()
    {
        var package = Package("""
            
              version: 1.10
              source: { directory: '\\builds\drop\viewer\' }
              include: ["bin/**", "*.txt"]
              exclude: ["**/*.pdb"]
              publishAs: Apps/Office Viewer
              distribute: { to: [all-servers], except: [default-servers], sites: [hq], includeSubsites: true, fallbackToDefaultServers: true }
              existing: refresh
              minHolders: 3
              priority: high
              retire: true
            """);

        Assert.Equal("1.10", package.Versions[0].Name);
        Assert.Equal(@"\\builds\drop\viewer", Assert.IsType<PackageSource.OnSiteServer>(package.Versions[0].Source).Path);
        Assert.Equal(["bin/**", "*.txt"], package.Include);
        Assert.Equal(["**/*.pdb"], package.Exclude);
        Assert.Equal("Apps/Office Viewer", package.PublishAs);
        Assert.Equal(["all-servers"], package.Rules[0].To.Select(reference => reference.Name));
        Assert.Equal(["default-servers"], package.Rules[0].Except.Select(reference => reference.Name));
        Assert.True(package.Rules[0].IncludeSubsites && package.Rules[0].FallbackToDefaultServers);
        Assert.Equal((Existing.Refresh, 3, Priority.High), (package.Existing, package.MinHolders, package.Priority));
        Assert.NotNull(package.Retire);
    }

    [Fact]
    public void Package_OnlyASource_HasTheDefaults()
    {
        var package = Package("{ source: { path: p } }");

        Assert.Equal(["**"], package.Include);
        Assert.Equal("a", package.PublishAs);
        Assert.Empty(package.Rules[0].To);
        Assert.Equal((Existing.Keep, 0, Priority.Normal), (package.Existing, package.MinHolders, package.Priority));
        Assert.Null(package.Retire);
    }

    [Fact]
    public void Package_FromAnotherRepository_HasItsUrlRevisionAndPath()
    {
        var whole = Package("{ source: { git: { url: 'git@git.example.com:tools.git', revision: 1.10, path: bin/viewer }, follow: true } }");
        var shortest = Package("{ source: { git: { url: /srv/git/tools.git } } }");

        var source = Assert.IsType<PackageSource.InGit>(whole.Versions[0].Source);
        Assert.Equal(("git@git.example.com:tools.git", "1.10", "bin/viewer", true), (source.Url.Text, source.Revision, source.Path, source.Follow));
        Assert.Equal("bin/viewer of git@git.example.com:tools.git at 1.10", source.Name);
        source = Assert.IsType<PackageSource.InGit>(shortest.Versions[0].Source);
        Assert.Equal((null, "", false, "/srv/git/tools.git"), (source.Revision, source.Path, source.Follow, source.Name));
    }

    [Theory]
    [InlineData("https://builds.example.com/viewer-3.1.zip", "viewer-3.1.zip")]
    [InlineData("HTTPS://builds.example.com/a/Office%20Viewer.zip?key=a/b", "Office Viewer.zip")]
    [InlineData("http://localhost:8080/%C3%A9", "é")]
    public void Url_NotUnpacked_NamesTheFile(string url, string fileName)
    {
        var source = Assert.IsType<PackageSource.AtUrl>(Package($"{{ source: {{ url: '{url}', sha256: {new string('A', 64)} }} }}").Versions[0].Source);

        Assert.Equal((url, fileName, new string('a', 64)), (source.Path, source.FileName, source.Sha256.ToString()));
        Assert.Equal(url.Split('?')[0], source.Name);
    }

    [Fact]
    public void Url_Unpacked_NeedsNoFileName() =>
        Assert.Null(Assert.IsType<PackageSource.AtUrl>(Package($"{{ source: {{ url: 'https://builds.example.com/latest/', sha256: {new string('a', 64)}, unpack: true }} }}").Versions[0].Source).FileName);

    [Fact]
    public void Directory_Followed_SaysSo()
    {
        Assert.True(Assert.IsType<PackageSource.OnSiteServer>(Package("{ source: { directory: /mnt/builds, follow: true } }").Versions[0].Source).Follow);
        Assert.False(Assert.IsType<PackageSource.OnSiteServer>(Package("{ source: { directory: /mnt/builds } }").Versions[0].Source).Follow);
    }

    [Theory]
    [InlineData("packages/a", "packages/a")]
    [InlineData("packages//a/./b/", "packages/a/b")]
    [InlineData("./files", "apps/viewer/files")]
    [InlineData("../shared", "apps/shared")]
    [InlineData("packages/../other", "other")]
    public void SourcePath_CountsFromTheRepositoryOrTheFile(string written, string expected)
    {
        var result = Files("apps", ("apps/viewer/package.yaml", Document("Package", "a", $"{{ source: {{ path: '{written}' }} }}")));

        var package = Assert.Single(result.Resources!.Packages);
        Assert.Equal(expected, Assert.IsType<PackageSource.InRepository>(package.Versions[0].Source).Path);
    }

    [Theory]
    [InlineData("../../../x")]
    [InlineData("a/../../x")]
    [InlineData("..")]
    public void SourcePath_LeavesTheRepository_IsRefused(string written) =>
        Assert.Equal(["RCN2111 at 5:25"], Codes(Document("Package", "a", $"{{ source: {{ path: '{written}' }} }}")));

    [Theory]
    [InlineData(".git/hooks")]
    [InlineData("a/.GIT")]
    public void SourcePath_InTheGitDirectory_IsRefused(string written) =>
        Assert.Equal(["RCN2110 at 5:25"], Codes(Document("Package", "a", $"{{ source: {{ path: '{written}' }} }}")));

    private static Package Package(string spec) => Assert.Single(Resources(Document("Site", "hq", "{}"), Document("Package", "a", spec)).Packages);
}
