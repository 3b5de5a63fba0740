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
        File.SetUnixFileMode(Gpg, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(home.Combine("gnupg"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var name in (string[])["ada", "stranger"])
        {
            Run(Gpg, "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", $"{name}@example.com", "ed25519", "sign", "never");
            Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", home.Combine(name));
        }

        Keyring = home.Combine("ada.gpg");
        Run(Gpg, "--batch", "--output", Keyring, "--export", "ada@example.com");
        AllowedSigners = home.Write("allowed_signers", $"ada@example.com namespaces=\"git\" {File.ReadAllText(home.Combine("ada.pub"))}");
    }

    /// <summary>With Ada's public key only.</summary>
    public string Keyring { get; }

    /// <summary>With Ada only.</summary>
    public string AllowedSigners { get; }

    private string Gpg { get; }

    /// <param name="who"><c>ada</c> or <c>stranger</c>.</param>
    /// <returns>The commit's id.</returns>
    public string CommitByOpenPgp(GitRepository repository, string who) =>
        Commit(repository, "-c", $"gpg.program={Gpg}", "-c", $"user.signingkey={who}@example.com");

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

    private static void Run(string program, params string[] arguments) => new ProcessRun(program, arguments).Run().EnsureSuccess();
}
