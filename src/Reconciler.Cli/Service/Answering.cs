using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Service;

/// <summary>Carries a call out: its arguments, where it shows its output, and the place and lock that it works with.</summary>
internal delegate Task<ExitCode> Answering(string[] arguments, Surroundings surroundings, LentPlace place, CancellationToken cancellationToken);
