using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Content;

/// <summary>What decides about sources besides the configuration's commit.</summary>
/// <param name="Selects">Which paths <c>include</c> and <c>exclude</c> of a package leave in it.</param>
/// <param name="IsAllowed">Whether the operator's settings allow an absolute path on the site server; asked for the path as written, and for where its links lead.</param>
public sealed record SourceRules(Func<Package, Func<string, bool>> Selects, Func<string, bool> IsAllowed);
