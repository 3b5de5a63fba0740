using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Declarations;

/// <summary>A version that an item of <c>versions</c> or <c>rules</c> names, and where.</summary>
internal sealed record VersionWord(string Version, SourceSpan Span);
