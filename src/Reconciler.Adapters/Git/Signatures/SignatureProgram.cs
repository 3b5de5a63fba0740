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
internal sealed partial class SignatureProgram(SignaturePolicy policy)
{
    private const string Namespace = "git";
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(30);

    /// <returns>What is wrong, then <c>"; "</c>, then what to do; null when the signature is good.</returns>
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
            return $"the program that checks its signature cannot be started ({e.Message}); install gpgv for OpenPGP, openssh-client for SSH";
        }
        catch (TimeoutException e)
        {
            return $"{e.Message}; try again";
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
        if (ProblemOfKeyring(keyring) is { } problem)
            return problem;

        var (exitCode, said) = Run("gpgv", ["--status-fd", "1", "--keyring", keyring, signature, "-"], data);
        var words = StatusWords().Matches(said).Select(match => match.Groups[1].Value).ToArray();
        if (exitCode == 0 && words is ["GOODSIG"] && said.Contains("[GNUPG:] VALIDSIG ", StringComparison.Ordinal))
            return null;
        if (words.Contains("BADSIG"))
            return Altered;
        if (words.Any(word => word is "EXPSIG" or "EXPKEYSIG" or "REVKEYSIG"))
            return $"its signature, or the key of it, has expired or was revoked; sign it with a key that holds, and put that into {keyring}";
        return said.Contains("[GNUPG:] NO_PUBKEY ", StringComparison.Ordinal)
            ? $"it is signed with the OpenPGP key {NoKey().Match(said).Groups[1].Value}, which is not in {keyring}; if whoever has that key may sign, add it there with 'gpg --export'"
            : $"gpgv does not vouch for its signature ({ErrorTail.OneLine(said)}); see to the keys in {keyring}";
    }

    private string? Ssh(string signature, string data)
    {
        if (policy.AllowedSigners is not { } signers)
            return "it is signed with SSH, and the settings name no such signers; name a file with them (git.allowedSigners), or sign it with OpenPGP";
        if (!File.Exists(signers))
            return $"there is no file {signers}, which would say who may sign (git.allowedSigners); write it";

        var (found, principals) = Run("ssh-keygen", ["-Y", "find-principals", "-f", signers, "-s", signature], "");
        var known = found == 0 ? principals.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        if (known.Length == 0)
            return $"it is signed with an SSH key that {signers} does not allow, or allows no longer (valid-before); if whoever has that key may sign, say so there";

        // A key may stand under several names, of which some allow other namespaces only.
        return known.Any(principal => Run("ssh-keygen", ["-Y", "verify", "-f", signers, "-I", principal, "-n", Namespace, "-s", signature], data).ExitCode == 0)
            ? null
            : Altered;
    }

    private const string Altered = "its signature is not of what it says, so that it was altered after it was signed, or signed for something else; find out who pushed it, and go back to a good commit";

    private static string? ProblemOfKeyring(string keyring)
    {
        if (!File.Exists(keyring))
            return $"there is no file {keyring}, which would say who may sign (git.keyring); write it with 'gpg --export'";

        using var reader = new StreamReader(keyring, Encoding.Latin1);
        return reader.Read() == '-' ? $"{keyring} is armored, which gpgv does not read; write it without '--armor'" : null;
    }

    /// <exception cref="Win32Exception">There is no such program.</exception>
    /// <exception cref="TimeoutException">It did not end, and was killed.</exception>
    private static (int ExitCode, string Said) Run(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
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

        if (!process.WaitForExit(longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {longest.TotalSeconds} s");
        }

        // Only without a time-out does it wait for the last lines, too.
        process.WaitForExit();
        return (process.ExitCode, $"{said}{(process.ExitCode == 0 ? null : errors)}");
    }

    [GeneratedRegex(@"^\[GNUPG:\] (GOODSIG|BADSIG|ERRSIG|EXPSIG|EXPKEYSIG|REVKEYSIG) ", RegexOptions.Multiline)]
    private static partial Regex StatusWords();

    [GeneratedRegex(@"^\[GNUPG:\] NO_PUBKEY (\w+)", RegexOptions.Multiline)]
    private static partial Regex NoKey();
}
