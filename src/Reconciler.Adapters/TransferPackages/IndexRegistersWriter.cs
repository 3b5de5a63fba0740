using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>The registers of a Transfer Package in the index. <see cref="IndexRegistersReader"/> reads the same fields in the same order.</summary>
internal sealed class IndexRegistersWriter(BinaryWriter writer)
{
    // Equal sets are written once: what is held is mostly what was proven, and many packages go to the same servers.
    private readonly Dictionary<ServerSet, int> written = [];

    public void Write(TransferPackage package)
    {
        writer.Write(package.Seq);
        Write(package.RecordedAt);
        Write(package.LastOrder?.ToString());
        writer.Write(package.Targets is not null);
        if (package.Targets is { } targets)
        {
            writer.Write(targets.Generation);
            Write(targets.Servers);
        }

        Write(package.Left);
        Write(package.Holdings, Write);
        Write(package.Proofs, Write);
        Write(package.Unsure, Write);
        Write(package.Troubles, Write);
        Write(package.OutOfSight, Write);
        Write(package.RefreshAsked, Write);
    }

    private void Write<TGroup>(ImmutableArray<TGroup> groups, Action<TGroup> facts)
        where TGroup : class, IRegisterGroup<TGroup>
    {
        writer.Write(groups.Length);
        foreach (var group in groups)
        {
            facts(group);
            Write(group.Servers);
        }
    }

    private void Write(Holding holding)
    {
        Write(holding.Digest);
        writer.Write(holding.Version);
        Write(holding.Commit);
        Write(holding.PublishAs);
        Write(Permissions.Text(holding.Permissions));
        writer.Write((int)holding.Layout);
        writer.Write(holding.Generation);
    }

    private void Write(Proof proof)
    {
        writer.Write((int)proof.Kind);
        Write(proof.At);
        writer.Write(proof.IsDrifted);
    }

    private void Write(Unsure unsure)
    {
        Write(unsure.From);
        Write(unsure.To);
        Write(unsure.Since);
    }

    private void Write(Trouble trouble)
    {
        writer.Write((int)trouble.Kind);
        Write(trouble.Wanted);
        writer.Write(trouble.Attempt);
        Write(trouble.At);
        Write(trouble.RetryAt);
    }

    private void Write(OutOfSight tree)
    {
        Write(tree.Digest);
        writer.Write(tree.Version);
        writer.Write(tree.IsWithdrawn);
        writer.Write((int)tree.Layout);
        Write(tree.Since);
    }

    private void Write(RefreshAsked asked)
    {
        Write(asked.Reason);
        Write(asked.At);
    }

    private void Write(ServerSet servers)
    {
        if (written.TryGetValue(servers, out var number))
        {
            writer.Write(number);
            return;
        }

        writer.Write(written.Count);
        written.Add(servers, written.Count);
        var (first, words) = servers.ToWords();
        writer.Write(first);
        writer.Write(words.Length);
        writer.Write(MemoryMarshal.AsBytes(words.Span));
    }

    private void Write(Digest? digest)
    {
        writer.Write(digest is not null);
        if (digest is not { } value)
            return;

        Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
        value.CopyTo(bytes);
        writer.Write(bytes);
    }

    private void Write(DateTimeOffset? time) => writer.Write(time?.ToUnixTimeSeconds() ?? long.MinValue);

    private void Write(string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
            writer.Write(text);
    }
}
