using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Declarations;

/// <summary>A name that a document takes.</summary>
/// <param name="Kind">As in <c>kind</c>: <c>DistributionServer</c>.</param>
internal sealed record DeclaredName(string Kind, string Name, SourceSpan Span);
