using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Resolution;

/// <summary>What a server has when it says nothing itself.</summary>
internal sealed record Inheritance(Labels Labels, ServerSettings Settings);
