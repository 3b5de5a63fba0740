using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Despooling;

/// <summary>Everything from outside that a despooler works with.</summary>
public sealed record DespoolerParts(
    ISpool Spool, IServerConnector Connector, MasterPackages Contents, ITransferPackages Records, DespoolerOptions Options, TimeProvider Time);
