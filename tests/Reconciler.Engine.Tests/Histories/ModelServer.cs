using Reconciler.Core.Resources;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>One place on the network, and what Git says of the server there.</summary>
internal sealed class ModelServer(int slot)
{
    internal int Slot => slot;

    internal ServerAddress Address { get; } = new(AddressKind.Relative, $"a{slot}");

    /// <summary>A name is never given twice.</summary>
    internal int Renames { get; set; }

    internal bool IsDeclared { get; set; } = true;

    internal bool IsRetired { get; set; }

    internal bool IsSuspended { get; set; }

    internal bool IsInGroup { get; set; } = slot != 1;

    internal int Retain { get; set; } = 1;

    internal bool HasPermissions { get; set; }

    internal bool HasVersions { get; set; }

    internal ServerName Name => new($"s{slot}{(Renames == 0 ? "" : $"-{Renames}")}");

    internal Layout Layout => HasVersions ? Layout.Versions : Layout.Current;

    /// <summary>The slot of a server, by any name that it ever had.</summary>
    internal static int SlotOf(ServerName name) => name.Value[1] - '0';

    internal string Yaml() => !IsDeclared ? "" : $$"""
        ---
        apiVersion: reconciler/v1
        kind: DistributionServer
        metadata: { name: {{Name}} }
        spec:
          address: {{Address.Path}}
          default: true
          retain: {{Retain}}
          layout: {{(HasVersions ? "versions" : "current")}}
          {{(HasPermissions ? "permissions: { files: \"0640\", directories: \"0750\" }" : "")}}
          {{(IsRetired ? "retire: true" : "")}}
          {{(IsSuspended ? "suspend: { reason: moving house }" : "")}}

        """;
}
