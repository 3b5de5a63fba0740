using Reconciler.Adapters.Notifications;
using Reconciler.Cli.Notifications;

namespace Reconciler.Cli.Tests.Notifications;

public sealed class RepositoryHostTests
{
    [Theory]
    [InlineData("https://github.com/acme/estate.git", ReceiverKind.GitHub, "acme/estate", "https://api.github.com")]
    [InlineData("git@github.com:acme/estate.git", ReceiverKind.GitHub, "acme/estate", "https://api.github.com")]
    [InlineData("ssh://git@ssh.github.com:443/acme/estate.git", ReceiverKind.GitHub, "acme/estate", "https://api.github.com")]
    [InlineData("https://git.example.com/acme/estate/", ReceiverKind.GitHub, "acme/estate", "https://git.example.com/api/v3")]
    [InlineData("https://gitlab.com/acme/it/estate.git", ReceiverKind.GitLab, "acme/it/estate", "https://gitlab.com/api/v4")]
    [InlineData("ssh://git@git.example.com/acme/it/estate", ReceiverKind.GitLab, "acme/it/estate", "https://git.example.com/api/v4")]
    [InlineData("/srv/estate.git", ReceiverKind.GitLab, null, "https://gitlab.com/api/v4")]
    public void Of_AFollowedRepository_KnowsPathAndApi(string repository, ReceiverKind kind, string? path, string api)
    {
        var host = RepositoryHost.Of(repository);

        Assert.Equal(("estate", path, api), (host.ShortName, host.Path, host.Api(kind)));
    }
}
