using System.Text.Json;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>The registers of a snapshot as they are read.</summary>
internal sealed class SnapshotFields(ServerTable servers)
{
    private readonly ServerTable table = servers;
    private TransferPackage package = new(default, servers);

    public TransferPackage Registers => package;

    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("targets"u8))
            ReadTargets(ref reader);
        else if (reader.ValueTextEquals("left"u8))
            package = package with { Left = reader.ReadServers(table) };
        else if (reader.ValueTextEquals("holding"u8))
            ReadRegister(ref reader, AddHolding);
        else if (reader.ValueTextEquals("retained"u8))
            ReadRegister(ref reader, group => package = package with { OutOfSight = package.OutOfSight.And(group.ToOutOfSight()) });
        else if (reader.ValueTextEquals("trouble"u8))
            ReadRegister(ref reader, group => package = package with { Troubles = package.Troubles.With(group.ToTrouble()) });
        else if (reader.ValueTextEquals("unsure"u8))
            ReadRegister(ref reader, group => package = package with { Unsure = package.Unsure.With(group.ToUnsure()) });
        else if (reader.ValueTextEquals("refreshAsked"u8))
            ReadRegister(ref reader, group => package = package with { RefreshAsked = package.RefreshAsked.With(group.ToRefreshAsked()) });
        else
            reader.Skip();
    }

    private void AddHolding(GroupFields group)
    {
        package = package with { Holdings = package.Holdings.With(group.ToHolding()) };
        foreach (var proof in group.ToProofs())
            package = package with { Proofs = package.Proofs.With(proof) };
    }

    private void ReadTargets(ref Utf8JsonReader reader)
    {
        reader.Read();
        var targets = new GroupFields(table);
        JsonLine.ReadObject(ref reader, ref targets, GroupFields.Read);
        package = package with { Targets = targets.ToTargets() };
    }

    private void ReadRegister(ref Utf8JsonReader reader, Action<GroupFields> add)
    {
        reader.Read();
        reader.Expect(JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var group = new GroupFields(table);
            JsonLine.ReadObject(ref reader, ref group, GroupFields.Read);
            add(group);
        }
    }
}
