using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>A location with a site server. Sites form a tree below the central site.</summary>
/// <param name="Parent">Null: the central site.</param>
/// <param name="Servers">What every server of this site and below has, unless it says otherwise.</param>
public sealed record Site(SiteName Name, Labels Labels, Reference? Parent, ServerSettings Servers, SourcePosition At);
