using System.Diagnostics.CodeAnalysis;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Values;

/// <summary>
/// Addresses of server roots: relative (<c>dp-1</c>), absolute (<c>/srv/packages</c>, <c>D:\Packages</c>), <c>file:///srv/packages</c>,
/// UNC (<c>\\server\share\packages</c>), <c>sftp://user@host:port/path</c>, and <c>s3://bucket/prefix</c>.
/// </summary>
internal static class AddressText
{
    public const int MaxLength = 1024;

    /// <returns><c>sftp</c> for <c>sftp://…</c>; null when there is none. A single letter is a drive.</returns>
    public static string? SchemeOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && char.IsAsciiLetter(text[0]) && text[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')
            ? text[..colon].ToLowerInvariant()
            : null;
    }

    /// <param name="problem">The end of a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerAddress? address, [NotNullWhen(false)] out string? problem)
    {
        (address, problem) = Parse(text);
        return problem is null;
    }

    private static (ServerAddress?, string? Problem) Parse(string text)
    {
        if (text.Length == 0)
            return (null, "it is empty");

        if (text.Length > MaxLength)
            return (null, $"it is longer than {MaxLength} characters");

        if (text.Any(char.IsControl))
            return (null, "it contains a control character");

        if (SchemeOf(text) is { } scheme)
            return scheme switch
            {
                "file" => ParseFileUri(text),
                SftpLocation.Scheme => SftpLocation.TryParse(text, out var location, out var problem) ? (location.Address, null) : (null, problem),
                BucketLocation.Scheme => BucketLocation.TryParse(text, out var bucket, out var problem) ? (bucket.Address, null) : (null, problem),
                _ => (null, $"'{scheme}:' is not known; write a path, 'file:///path', '\\\\server\\share', 'sftp://user@host/path' or 's3://bucket/prefix'"),
            };

        return text switch
        {
            ['\\', '\\', ..] => ParseUnc(text),
            [var drive, ':', '\\' or '/', ..] when char.IsAsciiLetter(drive) => ParseDrive(text),
            ['/', ..] => ParseAbsolute(text),
            _ => ParseRelative(text),
        };
    }

    private static (ServerAddress?, string?) ParseFileUri(string text)
    {
        var rest = text["file:".Length..];
        if (!rest.StartsWith("///", StringComparison.Ordinal))
            return (null, "no server's name can stand in it; write three slashes: 'file:///srv/packages'");

        var path = Uri.UnescapeDataString(rest[2..]);
        if (path.Any(char.IsControl))
            return (null, "it contains a control character");

        return path is ['/', var drive, ':', '/', ..] && char.IsAsciiLetter(drive) ? ParseDrive(path[1..]) : ParseAbsolute(path);
    }

    private static (ServerAddress?, string?) ParseAbsolute(string text)
    {
        var parts = text[1..].TrimEnd('/');
        return parts.Length == 0
            ? (null, "it is the root of the file system; name a directory")
            : Checked(parts, "/" + parts, AddressKind.Directory);
    }

    private static (ServerAddress?, string?) ParseRelative(string text)
    {
        var parts = text.StartsWith("./", StringComparison.Ordinal) ? text[2..].TrimEnd('/') : text.TrimEnd('/');
        var impossible = parts.Split('/').Select(WindowsName.ProblemOf).FirstOrDefault(problem => problem is not null);
        var (address, problem) = Checked(parts, parts, AddressKind.Relative);
        return problem is null && impossible is not null ? (null, impossible) : (address, problem);
    }

    private static (ServerAddress?, string?) ParseDrive(string text)
    {
        var parts = text[3..].Replace('\\', '/').TrimEnd('/');
        return parts.Length == 0
            ? (null, "it is a whole drive; name a directory")
            : Checked(parts, $"{char.ToUpperInvariant(text[0])}:/{parts}", AddressKind.Directory);
    }

    private static (ServerAddress?, string?) ParseUnc(string text)
    {
        var parts = text[2..].Replace('\\', '/').TrimEnd('/');
        return parts.Contains('/', StringComparison.Ordinal)
            ? Checked(parts, @"\\" + parts.Replace('/', '\\'), AddressKind.Directory)
            : (null, "a share is missing; write '\\\\server\\share', and a directory behind it if you like");
    }

    private static (ServerAddress?, string?) Checked(string parts, string path, AddressKind kind)
    {
        if (parts.Contains('\\', StringComparison.Ordinal))
            return (null, @"it contains '\'; write '/' between the parts");

        foreach (var part in parts.Split('/'))
        {
            if (part is "" or "." or "..")
                return (null, part.Length == 0 ? "it has an empty part" : $"it has a part '{part}'");
        }

        return (new ServerAddress(kind, path), null);
    }
}
