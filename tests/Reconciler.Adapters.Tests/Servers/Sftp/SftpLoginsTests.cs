using Microsoft.Extensions.Time.Testing;
using Reconciler.Adapters.Servers.Sftp;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers.Sftp;

public sealed class SftpLoginsTests
{
    [Fact]
    public async Task Open_ThreeServersRefusedTheLogin_AsksNoFourthForAnHour()
    {
        using var ssh = new SshServer("internal-sftp");
        using var root = new TemporaryDirectory();
        var time = new FakeTimeProvider();
        var key = "stranger";
        var connector = new SftpServerConnector(name => new(name, ssh.File(key), ssh.File("known_hosts")), time);

        async Task<string> OpenAsync(string server)
        {
            Assert.True(SftpLocation.TryParse(ssh.SftpAddress(root.Path), out var location, out _));
            await using var connected = connector.Connect(new(new(server), location.Address, 1) { Credentials = "deploy" }, new(TimeProvider.System));
            try
            {
                await connected.OpenAsync(TestContext.Current.CancellationToken);
                return "";
            }
            catch (ServerException e) when (e.Kind == TroubleKind.Credentials)
            {
                return e.Message;
            }
        }

        foreach (var server in (string[])["dp-1", "dp-2", "dp-2", "dp-3"])
            Assert.Contains("refuses the login", await OpenAsync(server));

        key = "client";
        Assert.Contains("dp-1, dp-2, dp-3 refused the credentials 'deploy', which rests for an hour", await OpenAsync("dp-4"));
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("", await OpenAsync("dp-4"));
    }
}
