namespace Reconciler.Testing;

/// <summary>Keys of a test's own, made with the real <c>gpg</c> and <c>ssh-keygen</c>, and what says whose signatures count.</summary>
public sealed class CommitSigners : IDisposable
{
    private readonly TemporaryDirectory home = new();

    public CommitSigners()
    {
        RealPart.Require("gpg", "apt-get install gpg gpg-agent");
        RealPart.Require("gpgconf", "apt-get install gpgconf");
        RealPart.Require("gpgv", "apt-get install gpgv");
        RealPart.Require("ssh-keygen", "apt-get install openssh-client");
        Gpg = home.Write("gpg", $"#!/bin/sh\nexec gpg --homedir {home.CreateDirectory("gnupg")} \"$@\"\n");
        var then = home.Write("gpg-then", $"#!/bin/sh\nexec {Gpg} {string.Join(' ', Clock(Former))} \"$@\"\n");
        File.SetUnixFileMode(Gpg, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(then, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(home.Combine("gnupg"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var name in (string[])["ada", "stranger", Former])
        {
            Run(Gpg, [.. Clock(name), "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", $"{name}@example.com", "ed25519", "sign", name == Former ? "1y" : "never"]);
            Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", home.Combine(name));
        }

        Keyring = home.Combine("ada.gpg");
        Export();
        AllowedSigners = home.Write("allowed_signers", $"ada@example.com namespaces=\"git\" {PublicKey("ada")}{Former}@example.com namespaces=\"git\",valid-before=\"20210101\" {PublicKey(Former)}");
        NoSigners = home.Write("no_signers", "");
    }

    /// <summary>Whose keys ended in 2021.</summary>
    public const string Former = "former";

    /// <summary>With the public keys of Ada, and of one whose key has run out.</summary>
    public string Keyring { get; }

    /// <summary>Likewise.</summary>
    public string AllowedSigners { get; }

    /// <summary>An empty file.</summary>
    public string NoSigners { get; }

    /// <summary>Of SSH: a line.</summary>
    public string PublicKey(string who) => File.ReadAllText(home.Combine($"{who}.pub"));

    /// <summary>Takes Ada's OpenPGP key back, as one does whose key was stolen: the keyring says so from now on.</summary>
    public void RevokeOpenPgp()
    {
        var certificate = Directory.GetFiles(home.Combine("gnupg", "openpgp-revocs.d")).Select(File.ReadAllText).Single(text => text.Contains("ada@example.com", StringComparison.Ordinal));
        Run(Gpg, "--batch", "--quiet", "--import", home.Write("revocation", certificate.Replace("\n:-----BEGIN", "\n-----BEGIN", StringComparison.Ordinal)));
        Export();
    }

    private string Gpg { get; }

    /// <param name="who"><c>ada</c>, <c>stranger</c> or <see cref="Former"/>, who signed in time.</param>
    /// <returns>The commit's id.</returns>
    public string CommitByOpenPgp(GitRepository repository, string who) =>
        Commit(repository, "-c", $"gpg.program={(who == Former ? home.Combine("gpg-then") : Gpg)}", "-c", $"user.signingkey={who}@example.com");

    /// <inheritdoc cref="CommitByOpenPgp"/>
    public string CommitBySsh(GitRepository repository, string who) =>
        Commit(repository, "-c", "gpg.format=ssh", "-c", $"user.signingkey={home.Combine(who)}");

    /// <summary>Takes the signature of the newest commit, and says something else with it.</summary>
    /// <returns>The commit's id.</returns>
    public static string Alter(GitRepository repository)
    {
        var altered = repository.Git("cat-file", "commit", "HEAD") + "\nand more\n";
        var file = System.IO.Path.Combine(repository.Path, ".git", "altered");
        File.WriteAllText(file, altered);
        repository.Git("update-ref", "HEAD", repository.Git("hash-object", "-t", "commit", "-w", file));
        return repository.Head;
    }

    public void Dispose()
    {
        // Its agent would go on without it.
        new ProcessRun("gpgconf", "--homedir", home.Combine("gnupg"), "--kill", "all").Run();
        home.Dispose();
    }

    private static string Commit(GitRepository repository, params string[] options)
    {
        repository.Git("add", "--all", "--force", ".");
        repository.Git([.. options, "commit", "--quiet", "--allow-empty", "--gpg-sign", "--message", "signed"]);
        return repository.Head;
    }

    private static string[] Clock(string who) => who == Former ? ["--faked-system-time", "20200601T000000"] : [];

    private void Export() => Run(Gpg, "--batch", "--yes", "--output", Keyring, "--export", "ada@example.com", $"{Former}@example.com");

    private static void Run(string program, params string[] arguments) => new ProcessRun(program, arguments).Run().EnsureSuccess();
}
