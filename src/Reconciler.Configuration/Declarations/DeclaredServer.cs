using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Declarations;

/// <summary>A server as its document says it, before anything is inherited.</summary>
internal sealed record DeclaredServer(
    ServerName Name, Labels Labels, Reference? Site, SourcePosition? DefaultAt, ServerSettings Settings, SourcePosition? Retire, SourceSpan NameSpan)
{
    public Suspension? Suspend { get; init; }
}
