using System.Buffers;
using System.Collections.Immutable;
using Reconciler.Adapters.Content;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Published;

/// <summary>
/// The recorded state as others may read it: a state directory in small, with what plans are made of. Addresses only as hashes, failures only as words,
/// nothing of requests, events and locks. The same state gives the same bytes.
/// </summary>
public sealed class PublishedFiles(StateDirectory directory, ContentStore store)
{
    /// <summary>Manifests tell what changes inside of an update, and what it costs. Beyond so many bytes the largest are left out.</summary>
    private const long MostManifestBytes = 64 << 20;

    /// <summary>Paths with forward slashes, and what stands there.</summary>
    /// <exception cref="StateUnreadableException">A record cannot be read.</exception>
    public ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Of(Estate estate, ActualPlacement actual)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        files.Add(PublishedMarker.FileName, PublishedMarker.Of(estate.Id));
        files.Add(Relative(directory.EstateFile), EstateFile.Text(estate.Id.Value, estate.Created));
        foreach (var package in actual.Packages.Values)
            files.Add(Relative(directory.PackageFile(package.Name)), Lines(StateHeader.TransferPackage, estate.Id, package.Name.Value, package.Seq, TransferPackageText.WriteSnapshot(package)));
        foreach (var facts in actual.Facts.Values)
            files.Add(Relative(directory.ServerFile(facts.Name)), Lines(StateHeader.Server, estate.Id, facts.Name.Value, facts.Seq, ServerFactsText.WriteSnapshot(WithoutSecrets(facts, estate.Id))));
        foreach (var damaged in actual.Corrupt.Keys)
            files.Add(Relative(directory.PackageFile(damaged)), "damaged\n"u8.ToArray());
        foreach (var file in (string[])[directory.Sources, directory.Commits, directory.Approvals])
            AddFile(files, file);
        foreach (var plan in new Approvals(directory).All.Select(approval => approval.Plan).Distinct())
            AddPlan(files, plan, actual.Servers);
        AddManifests(files);
        return files.ToImmutable();
    }

    /// <summary>A file of one record, as a compaction leaves it.</summary>
    private static ReadOnlyMemory<byte> Lines(string kind, EstateId estate, string name, long seq, ReadOnlyMemory<byte> snapshot)
    {
        var text = new ArrayBufferWriter<byte>(snapshot.Length + 512);
        new StateHeader(kind, estate, name, seq, LineChain.Start).Write(text).Seal(snapshot.Span, text);
        return text.WrittenMemory;
    }

    private static ServerFacts WithoutSecrets(ServerFacts facts, EstateId estate) => facts with
    {
        Address = facts.Address is { } address ? PublishedAddress.Of(estate, address) : null,
        Trouble = facts.Trouble is { } trouble ? trouble with { Message = trouble.Kind.Word() } : null,
    };

    /// <summary>What was approved, without the words of its holds, which may name addresses, and without its details, which speak of the moment it was made.</summary>
    private void AddPlan(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Builder files, string hash, ServerTable servers)
    {
        if (new SavedPlans(directory).Find(hash) is not SavedPlanMatch.Found found)
            return;

        var plan = PlanFile.Read(found.Plan.Span, servers);
        var bare = plan with
        {
            Actions = [.. plan.Actions.Select(action => action.Hold is { } hold ? action with { Hold = hold with { Detail = null } } : action)],
            Details = null,
        };
        files[Relative(Path.Combine(directory.Plans, $"{plan.Hash}.json"))] = PlanFile.Write(bare, ServerForm.Compact);
    }

    private void AddManifests(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Builder files)
    {
        var manifests = store.Manifests.Select(digest => (Digest: digest, Text: TextOf(digest)))
            .Where(manifest => manifest.Text is not null)
            .OrderBy(manifest => manifest.Text!.Length)
            .ThenBy(manifest => manifest.Digest.ToString(), StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var (digest, text) in manifests)
        {
            bytes += text!.Length;
            if (bytes > MostManifestBytes)
                return;

            files.Add(Relative(store.ManifestFile(digest)), text);
        }
    }

    private byte[]? TextOf(Digest digest) => store.FindManifest(digest) is { } manifest ? ManifestText.Write(manifest).ToArray() : null;

    private void AddFile(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Builder files, string file)
    {
        try
        {
            if (File.Exists(file))
                files.Add(Relative(file), File.ReadAllBytes(file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StateUnreadableException(file, 0, problem.Message, problem);
        }
    }

    private string Relative(string file) => Path.GetRelativePath(directory.Root, file).Replace('\\', '/');
}
