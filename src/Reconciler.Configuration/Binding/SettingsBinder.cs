using Reconciler.Configuration.Model;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

/// <summary>Server fields: a server's own, or those that it can inherit.</summary>
internal static class SettingsBinder
{
    public static ServerSettings Own(FieldValues spec) => Bind(spec, ServerFields.Address);

    /// <param name="spec">Of a Site or the Policy.</param>
    public static ServerSettings Inherited(FieldValues spec) =>
        spec.Find(SettingsFields.Servers) is { } servers ? Bind(servers, SettingsFields.InheritedAddress) : ServerSettings.None;

    /// <remarks>An address that was refused stays, as the empty text: whoever inherits it is not told that it has none.</remarks>
    private static ServerSettings Bind(FieldValues values, Field<string> address) => new(
        values.Has(address) ? new(values.Get(address, ""), values.ValueSpan(address).At) : null,
        values.Setting(SettingsFields.MaxConcurrentCopies),
        values.Setting(SettingsFields.Retain),
        values.Find(SettingsFields.Permissions) is { } modes ? new(Bind(modes), values.ValueSpan(SettingsFields.Permissions).At) : null,
        values.Setting(SettingsFields.CaseInsensitive),
        values.Setting(SettingsFields.AcceptNonAtomic),
        values.Setting(SettingsFields.Layout),
        values.Setting(SettingsFields.Credentials) is { } credentials ? new(credentials.Value.Name, credentials.At) : null);

    private static Permissions Bind(FieldValues modes) =>
        new(modes.Setting(SettingsFields.FileMode)?.Value, modes.Setting(SettingsFields.DirectoryMode)?.Value);
}
