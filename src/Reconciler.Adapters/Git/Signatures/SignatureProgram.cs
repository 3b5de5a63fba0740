using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Reconciler.Adapters.Processes;

namespace Reconciler.Adapters.Git.Signatures;

/// <summary>
/// Asks <c>gpgv</c> and <c>ssh-keygen</c>, as git does, whether a signature is good and of somebody who may sign. Anything but their clear yes is a
/// no: a program that is not there, too.
/// </summary>
internal sealed partial class SignatureProgram(SignaturePolicy policy, SignatureTools tools, CancellationToken cancellationToken)
{
    private const string Namespace = "git";

    /// <returns>What is wrong, then <c>"; "</c>, then what to do; null when the signature is good.</returns>
    /// <exception cref="UncheckedSignatureException">That cannot be told here.</exception>
    internal string? ProblemOf(string signature, string data)
    {
        var directory = Directory.CreateTempSubdirectory("reconciler-signature-");
        try
        {
            var file = Path.Combine(directory.FullName, "signature");
            File.WriteAllText(file, signature);
            if (signature.StartsWith("-----BEGIN PGP", StringComparison.Ordinal))
                return OpenPgp(file, data);
            return signature.StartsWith("-----BEGIN SSH", StringComparison.Ordinal) ? Ssh(file, data) : "its signature is neither of OpenPGP nor of SSH; sign it with one of these";
        }
        catch (Win32Exception e)
        {
            throw new UncheckedSignatureException($"the program that does it cannot be started ({e.Message}); install gpgv for OpenPGP, openssh-client for SSH", e);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private string? OpenPgp(string signature, string data)
    {
        if (policy.Keyring is not { } keyring)
            return "it is signed with OpenPGP, and the settings name no such keys; name a file with them (git.keyring), or sign it with SSH";
        RequireKeyring(keyring);
        var (exitCode, said) = Run(tools.OpenPgp, ["--status-fd", "1", "--keyring", keyring, signature, "-"], data);
        var words = StatusWords().Matches(said).Select(match => match.Groups[1].Value).ToArray();
        if (exitCode == 0 && words is ["GOODSIG"] && said.Contains("[GNUPG:] VALIDSIG ", StringComparison.Ordinal))
            return null;
        if (words.Contains("BADSIG"))
            return Altered;
        if (words.Contains("REVKEYSIG"))
            return $"the OpenPGP key of its signature was revoked; find out who pushed it, and sign it with a key that holds and is in {keyring}";
        if (words.Any(word => word is "EXPSIG" or "EXPKEYSIG"))
            return $"its signature, or the key of it, has expired; sign it with a key that holds, or put the prolonged key into {keyring}";
        return said.Contains("[GNUPG:] NO_PUBKEY ", StringComparison.Ordinal)
            ? $"it is signed with the OpenPGP key {NoKey().Match(said).Groups[1].Value}, which is not in {keyring}; if whoever has that key may sign, add it there with 'gpg --export'"
            : $"gpgv does not vouch for its signature ({ErrorTail.OneLine(said)}); see to the keys in {keyring}";
    }

    private string? Ssh(string signature, string data)
    {
        if (policy.AllowedSigners is not { } signers)
            return "it is signed with SSH, and the settings name no such signers; name a file with them (git.allowedSigners), or sign it with OpenPGP";
        foreach (var file in (string?[])[signers, policy.RevokedSigners])
        {
            if (file is not null && !File.Exists(file))
                throw new UncheckedSignatureException($"there is no file {file}, which would say who may {(file == signers ? "sign (git.allowedSigners)" : "sign no more (git.revokedSigners)")}; write it");
        }

        var (found, principals) = Run(tools.Ssh, ["-Y", "find-principals", "-f", signers, "-s", signature], "");
        var known = found == 0 ? principals.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        if (known.Length == 0)
            return $"it is signed with an SSH key that {signers} does not allow, or allows no longer (valid-before); if whoever has that key may sign, say so there";

        // A key may stand under several names, of which some allow other namespaces only.
        bool IsGood(params string[] revoked) => known.Any(principal =>
            Run(tools.Ssh, ["-Y", "verify", "-f", signers, "-I", principal, "-n", Namespace, "-s", signature, .. revoked], data).ExitCode == 0);
        if (policy.RevokedSigners is not { } list)
            return IsGood() ? null : Altered;
        if (IsGood("-r", list))
            return null;
        return IsGood() ? $"the SSH key of its signature was revoked, or {list} cannot be read; find out who pushed it, and sign it with a key that holds" : Altered;
    }

    private const string Altered = "its signature is not of what it says, so that it was altered after it was signed, or signed for something else; find out who pushed it, and go back to a good commit";

    private static void RequireKeyring(string keyring)
    {
        if (!File.Exists(keyring))
            throw new UncheckedSignatureException($"there is no file {keyring}, which would say who may sign (git.keyring); write it with 'gpg --export'");

        using var reader = new StreamReader(keyring, Encoding.Latin1);
        if (reader.Read() == '-')
            throw new UncheckedSignatureException($"{keyring} is armored, which gpgv does not read; write it without '--armor'");
    }

    /// <exception cref="Win32Exception">There is no such program.</exception>
    /// <exception cref="UncheckedSignatureException">It did not end, and was killed.</exception>
    private (int ExitCode, string Said) Run(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        using var unwanted = cancellationToken.Register(() => End(process));
        var (said, errors) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => said.Append(line.Data).Append('\n');
        process.ErrorDataReceived += (_, line) => errors.Append(line.Data).Append('\n');
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has seen enough.
        }

        var hasEnded = process.WaitForExit(tools.Longest);
        cancellationToken.ThrowIfCancellationRequested();
        if (!hasEnded)
        {
            End(process);
            throw new UncheckedSignatureException($"{program} did not end within {tools.Longest.TotalSeconds} s; see what it waits for, it is asked again");
        }

        // Only without a time-out does it wait for the last lines, too.
        process.WaitForExit();
        return (process.ExitCode, $"{said}{(process.ExitCode == 0 ? null : errors)}");
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    [GeneratedRegex(@"^\[GNUPG:\] (GOODSIG|BADSIG|ERRSIG|EXPSIG|EXPKEYSIG|REVKEYSIG) ", RegexOptions.Multiline)]
    private static partial Regex StatusWords();

    [GeneratedRegex(@"^\[GNUPG:\] NO_PUBKEY (\w+)", RegexOptions.Multiline)]
    private static partial Regex NoKey();
}
