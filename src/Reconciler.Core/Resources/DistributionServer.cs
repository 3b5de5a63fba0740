using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>A place that holds packages for clients, with every inherited field resolved.</summary>
/// <param name="Labels">Merged from the sites above it, with the implicit <c>name</c> and <c>site</c>.</param>
/// <param name="Site">Null: the unnamed central site.</param>
/// <param name="DefaultAt">The line with <c>default: true</c>; null when it is none of its site's Default Servers.</param>
/// <param name="MaxConcurrentCopies">At least 1.</param>
/// <param name="Retain">How many earlier versions are kept for instant rollback; 0 or more.</param>
/// <param name="Retire">Null unless <c>retire: true</c>: empty it.</param>
public sealed record DistributionServer(
    ServerName Name,
    Labels Labels,
    SiteName? Site,
    SourcePosition? DefaultAt,
    Setting<ServerAddress> Address,
    Setting<int> MaxConcurrentCopies,
    Setting<int> Retain,
    SourcePosition? Retire,
    SourcePosition At)
{
    public const int DefaultMaxConcurrentCopies = 2;

    public const int DefaultRetain = 1;

    public Setting<Permissions> Permissions { get; init; }

    /// <summary>Whether it takes names for the same that differ only in case or Unicode form, as Windows does.</summary>
    public Setting<bool> CaseInsensitive { get; init; }

    /// <summary>Whether packages may be published there at level <see cref="Atomicity.None"/>, where nothing better can be had.</summary>
    public Setting<bool> AcceptNonAtomic { get; init; }

    public Setting<Layout> Layout { get; init; }

    /// <summary>The name of a login in the operator's settings; null: none is named, or the address takes none.</summary>
    public Setting<string>? Credentials { get; init; }

    /// <summary>What its own document says; it may be over. Null: it says nothing.</summary>
    public Suspension? Suspend { get; init; }

    public bool IsDefault => DefaultAt is not null;
}
