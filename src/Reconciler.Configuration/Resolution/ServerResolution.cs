using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Resolution;

/// <summary>A server with everything that it inherits: the server itself wins, then the nearest site upwards, then the Policy.</summary>
internal static class ServerResolution
{
    /// <returns>Null when the server has no address, or one that was refused.</returns>
    public static DistributionServer? Resolve(DeclaredServer server, SiteName? site, Inheritance inherited, ProblemList problems)
    {
        var settings = inherited.Settings.OverriddenBy(server.Settings);
        if (settings.Address is not { } address)
        {
            problems.Add(ReferenceDiagnostics.NoAddress(server.NameSpan, server.Name.Value));
            return null;
        }

        return AddressOf(server.Name, address) is not { } resolvedAddress
            ? null
            : new(
                server.Name,
                LabelsOf(server, site, inherited.Labels),
                site,
                server.DefaultAt,
                resolvedAddress,
                settings.MaxConcurrentCopies ?? new(DistributionServer.DefaultMaxConcurrentCopies, At: null),
                settings.Retain ?? new(DistributionServer.DefaultRetain, At: null),
                server.Retire,
                server.NameSpan.At)
            {
                Permissions = settings.Permissions ?? default,
                CaseInsensitive = settings.CaseInsensitive ?? default,
                AcceptNonAtomic = settings.AcceptNonAtomic ?? default,
                Layout = settings.Layout ?? default,
                Credentials = CredentialsOf(server, settings, resolvedAddress, problems),
                Suspend = server.Suspend,
            };
    }

    /// <summary>Inherited ones are for those servers that take them.</summary>
    private static Setting<string>? CredentialsOf(DeclaredServer server, ServerSettings settings, Setting<ServerAddress> address, ProblemList problems)
    {
        if (address.Value.Kind is AddressKind.Sftp or AddressKind.Bucket)
            return settings.Credentials;

        if (server.Settings.Credentials is { At: { } at } own)
            problems.Add(ReferenceDiagnostics.CredentialsNotTaken(SourceSpan.Of(at, own.Value), server.Name.Value, address.Value.Path));

        return null;
    }

    /// <returns>Null where the address or the server's name was refused already: a good name makes a good address.</returns>
    private static Setting<ServerAddress>? AddressOf(ServerName server, Setting<string> written)
    {
        var text = written.Value.Replace(ServerAddress.NamePlaceholder, server.Value, StringComparison.Ordinal);
        return AddressText.TryParse(text, out var address, out _) ? new(address, written.At) : null;
    }

    private static Labels LabelsOf(DeclaredServer server, SiteName? site, Labels inherited)
    {
        var labels = inherited.OverriddenBy(server.Labels).With(LabelsType.NameLabel, server.Name.Value);
        return site is { } name ? labels.With(LabelsType.SiteLabel, name.Value) : labels;
    }
}
