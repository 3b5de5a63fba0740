using CsCheck;
using Reconciler.Configuration.Values;
using Reconciler.Core.Content;

namespace Reconciler.Configuration.Tests.Schema;

/// <summary>Texts that some field takes, and most do not: what people write, what they mistype, and what stands just inside or outside of a bound.</summary>
internal static class OddTexts
{
    private static readonly string[] plain =
    [
        "", " ", "a", "a b", " a", "a ", "a.", ".a", "-a", "_a", "é", "true", "false", "yes", "True", "null", "~", "a\nb", "\n", "\t", "\u0001", "\u0085", "a\u007f", "#", "a #b", "&a", "*a",
        "dp-lon-01", "London", "default", "name", "site", "In", "Exists", "keep", "refresh", "high", "read", "reconciler/v1", "Package", "Job",
    ];

    private static readonly string[] numbers =
    [
        "0", "1", "007", "0000", "1.0", "1.5", "1.10", "-1", "+1", "1e2", "0x10", ".5", "256", "257", "1000", "1001", "1000000", "1000001", "2147483647", "2147483648", "99999999999",
        "0%", "20%", "100%", "101%", "0100%", "%", "1%%", "24h", "7d", "1h30m", "30m1h", "h", "1d1d", "1d1h1m1s", "1234567d", "0s", "1 h", "1H",
    ];

    private static readonly string[] paths =
    [
        "a/b", "/a", "//a", "a//b", "./a", ".", "./", "a/", "/a/", "/", "a/./b", "/a/.", ".git", "a/.git/b", ".GIT", ".gitignore", ".reconciler", "x/.Reconciler1", "a\\b", "\\\\a\\b", "\\\\a", "\\\\a\\b\\", "\\\\a/b",
        "\\\\.\\b", "C:\\x", "C:/x", "c:x", "C:", "C:\\", "file:///srv/x", "file://srv/x", "FILE:///c:/x", "file:", "file:///", "sftp://h/p", "SFTP://u@H:22/p/", "sftp://u:p@h/p", "sftp://h:0/p", "sftp://h:70000/p", "sftp://h", "sftp://h/", "sftp://-h/p", "sftp://-u@h/p", "sftp://{name}@{name}.h/{name}", "sftp://[::1]:22/p", "sftp://h/a/../b", "sftp://h/a?b", "s3://b/k", "s3://bkt", "S3://bkt/", "s3://bkt/a/b//", "s3://Bkt/a", "s3://bkt-/a", "s3://k:s@bkt/a", "s3://bkt/../a", "s3://bkt//a", "s3://bkt/a?b", "s3://{name}", "s3://bkt-{name}/{name}", "s3://bkt/a:b", "http://h", "ab:c",
        "{name}", "/srv/{name}", "/srv/{nam}", "/srv/{", "/srv/}", "a{name}b", "{name}.", "{name} x", "x/{name}/y", "{{name}}", "a<b", "a|b", "a:b", "a\"b", "a*b", "con", "CON", "com1.txt", "x/nul", "nul .x", "lpt0", "conin$", "LPT1", "aux.h", "con{name}",
    ];

    private static readonly string[] gitUrls =
    [
        "https://git.example.com/a.git", "https://git.exa\\mple.com/a", "https://git.example.com:8443/a", "https://git.example.com:0/a", "https://h:65536/a", "https://h:/a", "https://[::1]/a", "https://[::1]:80/a",
        "https://-h/a", "https://u@h/a", "https://h/", "https://h", "https://../a", "https://h/a?b", "https://h/a#b", "https://h/a/../b", "https://h/..", "ssh://git@h/a", "ssh://u:p@h/a", "ssh://-u@h/a", "ssh://@h/a",
        "git+ssh://h/a", "git@h:a", "git@h:-a", "git@h::a", "h:a@b", "h:../a", "h..x:a", "-h:a", "a/b:c", "ab:c://d", "/x://y", "/srv/a;b", "/srv/../a", "file:///srv/..", "file:///srv/a#b", "u@:a", "@h:a",
    ];

    private static readonly string[] globs =
    [
        "*", "**", "***", "**/*.pdb", "a**", "**a", "**/", "/**", "?", "[ab]*", "[!a-z]?", "[^a]", "[]a]", "[!]a]", "[a-]", "[-a]", "[a", "a]", "[]", "[!]", "[[:alpha:]]", "[[:a]", "[a/b]", "[a-b-c]", "[.]", "[a-z]", "./*", "*/.", "a/./b", "[\\a]",
    ];

    private static readonly string[] lengths =
    [
        .. new[] { 64, 65, 127, 128, 129, RepositoryPath.MaxLength, RepositoryPath.MaxLength + 1, PublishPath.MaxLength, PublishPath.MaxLength + 1, AddressText.MaxLength, AddressText.MaxLength + 1, PathPattern.MaxLength, PathPattern.MaxLength + 1 }
            .SelectMany(length => new[] { new string('a', length), "é" + new string('a', length - 1), "/" + new string('a', length - 1) }),
    ];

    public static IEnumerable<string> All => [.. plain, .. numbers, .. paths, .. gitUrls, .. globs, .. lengths, new string('a', 255), new string('a', 256)];

    public static Gen<string> Gen { get; } = CsCheck.Gen.Frequency(
        (4, CsCheck.Gen.OneOf(plain)), (4, CsCheck.Gen.OneOf(numbers)), (4, CsCheck.Gen.OneOf(paths)), (2, CsCheck.Gen.OneOf(gitUrls)), (2, CsCheck.Gen.OneOf(globs)), (1, CsCheck.Gen.OneOf(lengths)));
}
