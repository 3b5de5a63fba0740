using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Calls;

/// <summary>What a call for somebody else works with: the place and the lock of whoever carries it out, and files that came with the request.</summary>
internal sealed record LentPlace(Workplace Place, IStateLock Held)
{
    internal Workplace Open(Scope scope, Terminal terminal) => Place.Lend(Held, scope, terminal);
}
