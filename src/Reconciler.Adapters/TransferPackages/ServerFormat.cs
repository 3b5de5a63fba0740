using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

internal sealed class ServerFormat : ICompactFormat<ServerFacts>
{
    public string Kind => StateHeader.Server;

    public ServerFacts Start(string name) => new(new ServerName(name));

    public ServerFacts Apply(ServerFacts state, ReadOnlySpan<byte> line) => ServerFactsText.Apply(state, line);

    public long Seq(ServerFacts state) => state.Seq;

    public ReadOnlyMemory<byte> Snapshot(ServerFacts state) => ServerFactsText.WriteSnapshot(state);
}
