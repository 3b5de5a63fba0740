using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Tests;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void Read_OneServerAndOnePackage_IsAValidRepository()
    {
        var resources = Given.Resources("""
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: dp-1 }
            spec: { address: dp-1, default: true }
            ---
            apiVersion: reconciler/v1
            kind: Package
            metadata: { name: viewer }
            spec: { source: { path: packages/viewer } }
            """);

        var server = Assert.Single(resources.Servers);
        Assert.Equal(new ServerAddress(AddressKind.Relative, "dp-1"), server.Address.Value);
        Assert.Equal("estate.yaml:4:18", $"{server.Address.At}");
        Assert.True(server.IsDefault);
        Assert.Null(server.Site);
        Assert.Equal(2, server.MaxConcurrentCopies.Value);

        var package = Assert.Single(resources.Packages);
        Assert.Equal("viewer", package.PublishAs);
        Assert.Null(package.Versions[0].Name);
        Assert.Equal("packages/viewer", Assert.IsType<PackageSource.InRepository>(package.Versions[0].Source).Path);
        Assert.Equal("estate.yaml:8:19", $"{package.At}");
    }

    [Fact]
    public void Read_NoFiles_IsEmpty() => Assert.True(Given.Files("").Resources!.IsEmpty);
}
