using System.Text;
using Reconciler.Adapters.Git.Signatures;
using Reconciler.Engine.Repositories;
using Reconciler.Testing;
using Opened = Reconciler.Adapters.Git.GitRepository;

namespace Reconciler.Adapters.Tests.Git.Signatures;

/// <summary>Who may sign, by the keys of the operator; commits made by the real git, gpg and ssh-keygen.</summary>
public sealed class SignatureTests : IDisposable
{
    private readonly GitRepository repository = new();
    private readonly CommitSigners signers = new();
    private readonly StringBuilder said = new();

    public SignatureTests() => repository.Write("estate.yaml", "# nothing yet\n");

    public void Dispose()
    {
        signers.Dispose();
        repository.Dispose();
    }

    [Fact]
    public void At_SignedByWhoMay_IsGiven()
    {
        var openPgp = signers.CommitByOpenPgp(repository, "ada");
        Assert.Equal(openPgp, At(null));
        var ssh = signers.CommitBySsh(repository, "ada");
        Assert.Equal(ssh, At(null));
    }

    [Fact]
    public async Task At_AnythingElse_IsRefusedAndSaysWhatIsMissing()
    {
        repository.Commit("unsigned");
        Say("unsigned");
        signers.CommitByOpenPgp(repository, "stranger");
        Say("unknown OpenPGP key");
        signers.CommitBySsh(repository, "stranger");
        Say("unknown SSH key");
        signers.CommitByOpenPgp(repository, "ada");
        CommitSigners.Alter(repository);
        Say("altered, OpenPGP");
        signers.CommitBySsh(repository, "ada");
        CommitSigners.Alter(repository);
        Say("altered, SSH");
        signers.CommitBySsh(repository, "ada");
        Say("only OpenPGP counts", Policy() with { AllowedSigners = null });
        Say("no file of signers", Policy() with { AllowedSigners = "/nowhere/allowed_signers" });
        signers.CommitByOpenPgp(repository, "ada");
        Say("only SSH counts", Policy() with { Keyring = null });
        Say("no keyring", Policy() with { Keyring = "/nowhere/keyring.gpg" });
        Say("armored keyring", Policy() with { Keyring = Armored() });
        await Verify(Scrubbed(said.ToString()));
    }

    [Fact]
    public void At_HeadIsEnough_LooksAtNoOther()
    {
        repository.Commit("unsigned");
        var head = signers.CommitBySsh(repository, "ada");

        Assert.Equal(head, At(null));
    }

    [Fact]
    public void At_AllSinceLast_RefusesAnUnsignedOneOnTheWay()
    {
        repository.Commit("before");
        var last = signers.CommitBySsh(repository, "ada");
        var good = signers.CommitBySsh(repository, "ada");
        var policy = Policy() with { Commits = SignedCommits.AllSinceLast };
        Assert.Equal(good, At(policy, last));
        Assert.Equal(good, At(policy, null));

        repository.Git("checkout", "--quiet", "-b", "topic");
        var unsigned = repository.Commit("unsigned");
        repository.Git("checkout", "--quiet", "main");
        signers.CommitBySsh(repository, "ada");
        repository.Git("merge", "--quiet", "--no-ff", "--no-commit", "topic");
        var merge = signers.CommitBySsh(repository, "ada");
        var refused = Assert.Throws<RepositoryException>(() => At(policy, last));
        Assert.StartsWith($"commit {unsigned[..7]} of {repository.Path}, on the way to {merge[..7]}, by Ada Author <ada@example.com> is not used: it is not signed", refused.Message);
        Assert.Equal(merge, At(policy, unsigned));
    }

    private SignaturePolicy Policy() => new(SignedCommits.Head, signers.Keyring, signers.AllowedSigners);

    private string At(SignaturePolicy? policy, string? last = null)
    {
        using var opened = Opened.Open(repository.Path);
        opened.Require(new(policy ?? Policy(), () => last));
        return opened.At(null).Commit.Id;
    }

    private void Say(string situation, SignaturePolicy? policy = null) => said.Append(
        $"{situation}: {Assert.Throws<RepositoryException>(() => At(policy)).Message.Replace(repository.Head[..7], "<commit>", StringComparison.Ordinal)}\n");

    private string Armored()
    {
        var file = Path.Combine(repository.Path, ".git", "keyring.asc");
        File.WriteAllText(file, "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
        return file;
    }

    private string Scrubbed(string text) => System.Text.RegularExpressions.Regex.Replace(
        text.Replace(Path.GetDirectoryName(signers.Keyring)!, "<keys>", StringComparison.Ordinal).Replace(repository.Path, "<repository>", StringComparison.Ordinal),
        "OpenPGP key [0-9A-F]{16}",
        "OpenPGP key <id>");
}
