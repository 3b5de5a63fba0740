using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Reconciler.Core.Content;

namespace Reconciler.Core.Resources;

/// <summary>Where an address of the form <c>sftp://user@host:port/path</c> leads.</summary>
/// <param name="User">Null: as ssh's own configuration says.</param>
/// <param name="Host">Lowercase; a name that ssh may know by another one, an address of IPv4, or one of IPv6 in brackets.</param>
/// <param name="Port">Null: as ssh's own configuration says, usually 22.</param>
/// <param name="Path">Absolute, without percent signs for other characters.</param>
public sealed partial record SftpLocation(string? User, string Host, int? Port, string Path)
{
    public const string Scheme = "sftp";

    /// <summary>As it is kept and shown: the same however scheme and host were written.</summary>
    public ServerAddress Address =>
        new(AddressKind.Sftp, $"{Scheme}://{(User is null ? "" : $"{User}@")}{Host}{(Port is { } port ? string.Create(CultureInfo.InvariantCulture, $":{port}") : "")}{Written(Path)}");

    /// <exception cref="FormatException">Not such an address.</exception>
    public static SftpLocation Of(ServerAddress address) =>
        address.Kind == AddressKind.Sftp && TryParse(address.Path, out var location, out _) ? location : throw new FormatException($"'{address}' is not the address of an SFTP server");

    /// <param name="problem">The end of a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SftpLocation? location, [NotNullWhen(false)] out string? problem)
    {
        location = null;
        var match = Form().Match(text);
        problem = match.Success ? ProblemOf(match) : ProblemOfForm(text);
        if (problem is not null)
            return false;

        location = new(
            match.Groups["user"] is { Success: true } user ? user.Value : null,
            match.Groups["host"].Value.ToLowerInvariant(),
            match.Groups["port"] is { Success: true } port ? int.Parse(port.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null,
            $"/{PathOf(match)}");
        return true;
    }

    private static string? ProblemOfForm(string text) => text.Contains('@', StringComparison.Ordinal) && text.IndexOf(':', "sftp://".Length) is > 0 and var colon && colon < text.IndexOf('@', StringComparison.Ordinal)
        ? "a password does not belong into Git; leave it out, and name the login with 'credentials'"
        : "write 'sftp://user@host/path', with ':port' behind the host where it has another one";

    private static string? ProblemOf(Match match)
    {
        if (match.Groups["port"] is { Success: true } port && !(int.TryParse(port.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536))
            return $"'{port.Value}' is not a port";

        var path = PathOf(match);
        if (path.Length == 0)
            return "it is the root of the file system; name a directory";

        if (path.Any(char.IsControl))
            return "it contains a control character";

        var wrong = path.Split('/').FirstOrDefault(part => part is "" or "." or "..");
        return wrong is null
            ? EntryPath.IsSafe(path) ? null : "its path is not valid Unicode"
            : wrong.Length == 0 ? "it has an empty part" : $"it has a part '{wrong}'";
    }

    private static string PathOf(Match match) => Uri.UnescapeDataString(match.Groups["path"].Value).TrimEnd('/');

    private static string Written(string path) =>
        path.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal);

    // What ssh's own configuration may hand to a shell is checked here as well: ssh itself does so only since 9.6.
    [GeneratedRegex(@"^[Ss][Ff][Tt][Pp]://(?:(?<user>[A-Za-z0-9_.+][A-Za-z0-9_.+-]*)@)?(?<host>[A-Za-z0-9_][A-Za-z0-9_.-]*|\[[0-9A-Fa-f:.]+\])(?::(?<port>[0-9]+))?/(?<path>[^?#\\]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
