using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Service;

/// <summary>How calls are carried out for others.</summary>
/// <param name="CarryOutAsync">A call's arguments, where it shows its output, and the place and lock that it works with.</param>
/// <param name="VerbOf">Which verb arguments call; null for none that is carried out for others.</param>
internal sealed record Answering(Func<string[], Surroundings, LentPlace, CancellationToken, Task<ExitCode>> CarryOutAsync, Func<IReadOnlyList<string>, Verb?> VerbOf);
