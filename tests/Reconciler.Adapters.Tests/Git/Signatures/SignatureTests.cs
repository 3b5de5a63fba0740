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
        signers.CommitByOpenPgp(repository, CommitSigners.Former);
        Say("expired OpenPGP key");
        signers.CommitBySsh(repository, CommitSigners.Former);
        Say("expired SSH key");
        signers.CommitBySsh(repository, "ada");
        Say("revoked SSH key", Policy() with { RevokedSigners = Revoked() });
        Say("no file of revoked keys", Policy() with { RevokedSigners = "/nowhere/revoked" });
        signers.CommitByOpenPgp(repository, "ada");
        signers.RevokeOpenPgp();
        Say("revoked OpenPGP key");
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
        var refused = Assert.Throws<CommitRefusedException>(() => At(policy, last));
        Assert.StartsWith($"commit {unsigned[..7]} of {repository.Path}, on the way to {merge[..7]}, by Ada Author <ada@example.com> is not used: it is not signed", refused.Message);
        Assert.Equal(merge, At(policy, unsigned));
    }

    [Fact]
    public void At_RevokedListWithoutTheKey_IsGiven()
    {
        var head = signers.CommitBySsh(repository, "ada");

        Assert.Equal(head, At(Policy() with { RevokedSigners = signers.NoSigners }));
    }

    [Fact]
    public void At_SyncedLast_IsNotAskedAgain()
    {
        var last = signers.CommitByOpenPgp(repository, CommitSigners.Former);

        Assert.Equal(last, At(Policy(), last));
        Assert.Throws<CommitRefusedException>(() => At(Policy(), last: null));
    }

    [Fact]
    public void At_KeyRevokedMeanwhile_IsAskedAgain()
    {
        var head = signers.CommitByOpenPgp(repository, "ada");
        using var opened = Opened.Open(repository.Path);
        opened.Require(new(Policy(), () => null, TestContext.Current.CancellationToken));
        Assert.Equal(head, opened.At(null).Commit.Id);

        signers.RevokeOpenPgp();
        Assert.Equal(head, Assert.Throws<CommitRefusedException>(() => opened.At(null)).Commit.Id);
    }

    [Fact]
    public void At_ProgramThatHangs_EndsWithinItsTime_AndIsNotTheCommitsFault()
    {
        signers.CommitBySsh(repository, "ada");
        using var opened = Opened.Open(repository.Path);
        opened.Require(new(Policy(), () => null, TestContext.Current.CancellationToken) { Tools = Hanging(TimeSpan.FromSeconds(0.5)) });

        var unknown = Assert.Throws<RepositoryException>(() => opened.At(null));
        Assert.Matches("^the signature of commit [0-9a-f]{7} of .* cannot be checked, and so it is not used: .*hang did not end within 0.5 s; see what it waits for, it is asked again$", unknown.Message);
    }

    [Fact]
    public async Task At_Cancelled_EndsAtOnce()
    {
        signers.CommitBySsh(repository, "ada");
        using var opened = Opened.Open(repository.Path);
        using var cancellation = new CancellationTokenSource();
        opened.Require(new(Policy(), () => null, cancellation.Token) { Tools = Hanging(TimeSpan.FromMinutes(5)) });
        var asking = Task.Run(() => opened.At(null), TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private SignatureTools Hanging(TimeSpan longest)
    {
        var program = Path.Combine(repository.Path, ".git", "hang");
        File.WriteAllText(program, "#!/bin/sh\nexec sleep 1000\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new(program, program, longest);
    }

    private SignaturePolicy Policy() => new(SignedCommits.Head, signers.Keyring, signers.AllowedSigners);

    private string At(SignaturePolicy? policy, string? last = null)
    {
        using var opened = Opened.Open(repository.Path);
        opened.Require(new(policy ?? Policy(), () => last, TestContext.Current.CancellationToken));
        return opened.At(null).Commit.Id;
    }

    private void Say(string situation, SignaturePolicy? policy = null) => said.Append(
        $"{situation}: {Assert.ThrowsAny<RepositoryException>(() => At(policy)).Message.Replace(repository.Head[..7], "<commit>", StringComparison.Ordinal)}\n");

    private string Revoked()
    {
        var file = Path.Combine(repository.Path, ".git", "revoked");
        File.WriteAllText(file, signers.PublicKey("ada"));
        return file;
    }

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
