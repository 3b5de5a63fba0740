using Reconciler.Configuration.Declarations;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Checks;

/// <summary>That what documents refer to exists, and is of the kind that is meant.</summary>
internal sealed class ReferenceCheck(NameTable names, UnreadNames unread, List<Diagnostic> problems)
{
    /// <summary>Looking for a near name costs time for each known one: after so many comparisons no more is suggested, so that a commit full of bad references ends, too.</summary>
    private int comparisonsLeft = 5_000_000;

    public void Check(DeclaredResources declared)
    {
        foreach (var site in declared.Sites)
            CheckSite(site.Parent);

        foreach (var server in declared.Servers)
            CheckSite(server.Site);

        foreach (var group in declared.Groups)
        {
            CheckEach(group.Servers, CheckServer);
            CheckEach(group.Groups, CheckGroup);
        }

        foreach (var package in declared.Packages)
        {
            CheckEach(package.Package.Except, CheckServerOrGroup);
            foreach (var rule in package.Package.Rules)
            {
                CheckEach(rule.To, CheckServerOrGroup);
                CheckEach(rule.Except, CheckServerOrGroup);
                CheckEach(rule.Sites, site => CheckSite(site));
            }
        }
    }

    private static void CheckEach(IEnumerable<Reference> references, Action<Reference> check)
    {
        foreach (var reference in references)
            check(reference);
    }

    private void CheckSite(Reference? reference)
    {
        if (reference is { } site && !names.Sites.Contains(site.Name))
            ReportUnknown(site, "site", names.Sites);
    }

    private void CheckServer(Reference server)
    {
        if (names.Servers.Contains(server.Name))
            return;

        if (names.Groups.Contains(server.Name))
            problems.Add(ReferenceDiagnostics.GroupAmongServers(SpanOf(server), server.Name));
        else
            ReportUnknown(server, "server", names.Servers);
    }

    private void CheckGroup(Reference group)
    {
        if (names.Groups.Contains(group.Name))
            return;

        if (names.Servers.Contains(group.Name))
            problems.Add(ReferenceDiagnostics.ServerAmongGroups(SpanOf(group), group.Name));
        else
            ReportUnknown(group, "group", names.Groups);
    }

    private void CheckServerOrGroup(Reference reference)
    {
        if (!names.Servers.Contains(reference.Name) && !names.Groups.Contains(reference.Name))
            ReportUnknown(reference, "server or group", names.Servers, names.Groups);
    }

    private void ReportUnknown(Reference reference, string kind, params IReadOnlySet<string>[] known)
    {
        if (unread.MayDeclare(reference.Name))
            return;

        comparisonsLeft -= known.Sum(set => set.Count);
        var nearest = comparisonsLeft < 0 ? null : NearestName.Of(reference.Name, known.SelectMany(set => set));
        problems.Add(ReferenceDiagnostics.UnknownReference(SpanOf(reference), kind, reference.Name, nearest));
    }

    private static SourceSpan SpanOf(Reference reference) => SourceSpan.Of(reference.At, reference.Name);
}
