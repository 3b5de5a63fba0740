namespace Reconciler.Core.Resources;

/// <summary>Server fields as one document says them; null where it is silent. The same fields stand in a server, in <c>Site.spec.servers</c> and in <c>Policy.spec.servers</c>.</summary>
/// <param name="Address">As written: may hold <see cref="ServerAddress.NamePlaceholder"/>.</param>
public sealed record ServerSettings(
    Setting<string>? Address = null,
    Setting<int>? MaxConcurrentCopies = null,
    Setting<int>? Retain = null,
    Setting<Permissions>? Permissions = null,
    Setting<bool>? CaseInsensitive = null,
    Setting<bool>? AcceptNonAtomic = null,
    Setting<Layout>? Layout = null,
    Setting<string>? Credentials = null)
{
    public static ServerSettings None { get; } = new();

    /// <summary>Field by field: what <paramref name="nearer"/> says, else what this says.</summary>
    public ServerSettings OverriddenBy(ServerSettings nearer) => new(
        nearer.Address ?? Address,
        nearer.MaxConcurrentCopies ?? MaxConcurrentCopies,
        nearer.Retain ?? Retain,
        nearer.Permissions ?? Permissions,
        nearer.CaseInsensitive ?? CaseInsensitive,
        nearer.AcceptNonAtomic ?? AcceptNonAtomic,
        nearer.Layout ?? Layout,
        nearer.Credentials ?? Credentials);
}
