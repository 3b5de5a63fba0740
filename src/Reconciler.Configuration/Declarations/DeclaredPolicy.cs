using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Declarations;

/// <param name="Servers">What every server inherits when no site says otherwise.</param>
internal sealed record DeclaredPolicy(Policy Policy, ServerSettings Servers);
