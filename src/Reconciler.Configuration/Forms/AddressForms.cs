using Reconciler.Configuration.Values;

namespace Reconciler.Configuration.Forms;

/// <summary>The forms of addresses, as <see cref="AddressText"/> and the model's address types check them. What <c>%</c> stands for in a <c>file:</c>, <c>sftp:</c> or <c>s3:</c> address is not looked at.</summary>
internal static class AddressForms
{
    private const string Controls = @"\u0000-\u001f\u007f-\u009f";
    private const string Name = @"\{name\}";

    private const string Relative = $@"(?:\./)?{RelativePart}(?:/{RelativePart})*/*";
    private const string RelativePart = $@"{NameForms.NoDevice}(?:{Name}|[^<>:""|?*\\/{{}}{Controls}])*(?:{Name}|[^<>:""|?*\\/{{}}{Controls}. ])";

    private const string User = $@"(?:(?:{Name}|[A-Za-z0-9_.+])(?:{Name}|[A-Za-z0-9_.+\-])*@)?";
    private const string Host = $@"(?:(?:{Name}|[A-Za-z0-9_])(?:{Name}|[A-Za-z0-9_.\-])*|\[[0-9A-Fa-f:.]+\])(?::0*(?:[1-9][0-9]{{0,3}}|[1-5][0-9]{{4}}|6[0-4][0-9]{{3}}|65[0-4][0-9]{{2}}|655[0-2][0-9]|6553[0-5]))?";
    private const string SftpPart = $@"{PathForms.NoDots}(?:{Name}|[^/\\?#{{}}{Controls}])+";
    private const string Sftp = $"[Ss][Ff][Tt][Pp]://{User}{Host}/{SftpPart}(?:/{SftpPart})*/*";

    // What is left to the check: that a bucket's name is no address of IPv4 and has no two dots in a row.
    private const string BucketCharacters = $@"(?:{Name}|[a-z0-9.\-])";
    private const string Bucket = $@"[Ss]3://(?=[^/]{{3}})(?![^/{{}}]{{64}})(?:{Name}|[a-z0-9])(?:{BucketCharacters}*(?:{Name}|[a-z0-9]))?(?:/+|(?:/{SftpPart})+/*)?";

    /// <summary>Of one server: <c>{name}</c> is the only use of braces.</summary>
    public static TextForm Own { get; } = Form($"{Relative}|{Absolute($@"(?:{Name}|[^/\\{{}}{Controls}])+")}|{Sftp}|{Bucket}", BareText.Anything);

    /// <summary>Of many servers.</summary>
    public static TextForm Inherited { get; } =
        Form($"{Relative}|{Absolute($@"(?:{Name}|[^/\\{{}}{Controls}])+")}|{Sftp}|{Bucket}", BareText.None, mustHave: $@"(?=[\s\S]*{Name})");

    /// <summary>A directory on the site server: braces are characters like any other.</summary>
    public static TextForm Directory { get; } = Form(Absolute($@"[^/\\{Controls}]+"), BareText.None);

    private static TextForm Form(string alternatives, BareText bare, string mustHave = "") =>
        new($"^{mustHave}(?:{alternatives})$", bare) { MostCharacters = AddressText.MaxLength };

    /// <summary>From the root, with a drive, or UNC.</summary>
    private static string Absolute(string characters)
    {
        var part = PathForms.NoDots + characters;
        var fromRoot = $"/{part}(?:/{part})*/*";
        var drive = $@"[A-Za-z]:[\\/]{part}(?:[\\/]{part})*[\\/]*";
        var unc = $@"\\\\{part}(?:[\\/]{part})+[\\/]*";
        return $"{fromRoot}|{drive}|{unc}|[Ff][Ii][Ll][Ee]://(?:{fromRoot}|/{drive})";
    }
}
