namespace Reconciler.Core.Resources;

/// <summary>Where a distribution server's root is.</summary>
/// <param name="Path">For <see cref="AddressKind.Relative"/> below <c>roots/</c> in the state directory, with forward slashes; for <see cref="AddressKind.Sftp"/> and <see cref="AddressKind.Bucket"/> the whole URL; else absolute.</param>
public sealed record ServerAddress(AddressKind Kind, string Path)
{
    /// <summary>What <c>address</c> may contain in place of the server's name; the only placeholder.</summary>
    public const string NamePlaceholder = "{name}";

    public override string ToString() => Path;
}

public enum AddressKind
{
    /// <summary>A directory below <c>roots/</c> in the state directory. Created when it is missing.</summary>
    Relative,

    /// <summary>A directory, mounted or local, or a UNC path. Never created by us.</summary>
    Directory,

    /// <summary>A directory on a host that speaks SFTP; see <see cref="SftpLocation"/>. Never created by us.</summary>
    Sftp,

    /// <summary>A bucket of an S3, or what lies below a prefix of it; see <see cref="BucketLocation"/>. Never created by us.</summary>
    Bucket,
}
