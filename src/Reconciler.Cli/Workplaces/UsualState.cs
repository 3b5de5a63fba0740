using System.Security.Cryptography;
using System.Text;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Workplaces;

/// <summary>Where the state of a repository is kept when nobody says so: one directory for each repository, told apart by a hash of its place.</summary>
internal static class UsualState
{
    private const string Name = "reconciler";

    /// <param name="repository">Its absolute path, or its URL.</param>
    /// <param name="shortName">The last part of it.</param>
    internal static string Of(string repository, string shortName, Surroundings surroundings)
    {
        var safe = string.Concat(shortName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository)))[..8];
        return Path.Combine(Parent(surroundings), $"{safe}-{hash}");
    }

    /// <summary>Where states are kept that somebody else publishes; each may be deleted at any time.</summary>
    internal static string Published(Surroundings surroundings) => Path.Combine(Parent(surroundings), "published");

    private static string Parent(Surroundings surroundings)
    {
        if (OperatingSystem.IsWindows())
            return Path.Combine(surroundings.Variable("LocalAppData") ?? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name);
        if (surroundings.IsAdministrator)
            return Path.Combine("/var/lib", Name);

        var state = surroundings.Variable("XDG_STATE_HOME") is { Length: > 0 } home ? home : Path.Combine(surroundings.Variable("HOME") ?? "/", ".local/state");
        return Path.Combine(state, Name);
    }
}
