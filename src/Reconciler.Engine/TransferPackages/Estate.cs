using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.TransferPackages;

public sealed record Estate(EstateId Id, DateTimeOffset Created);
