using System.Collections.Immutable;
using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN3xxx: names and references, and what several documents say together.</summary>
public static class ReferenceDiagnostics
{
    /// <summary>Of a cycle that is spelt out.</summary>
    private const int MostNames = 10;

    public static Diagnostic DuplicateName(SourceSpan at, string name, string firstKind, string firstName, SourceSpan first) =>
        Error("RCN3001", at, $"the name '{name}' is taken by the {firstKind} '{firstName}'; choose another: names are unique without regard to case, and servers and groups share them")
            with { Related = [new(first, "first defined here")] };

    public static Diagnostic ReservedName(SourceSpan at, string name) =>
        Error("RCN3002", at, $"'{name}' is a built-in group; choose another name");

    /// <param name="kind">What was looked for: <c>site</c>, <c>server or group</c>.</param>
    public static Diagnostic UnknownReference(SourceSpan at, string kind, string name, string? nearest) =>
        Error("RCN3003", at, $"there is no {kind} '{name}'; {NearestName.Ask(nearest) ?? "declare it, or correct the name"}");

    public static Diagnostic GroupAmongServers(SourceSpan at, string name) =>
        Error("RCN3004", at, $"'{name}' is a group; list it under 'groups'");

    public static Diagnostic ServerAmongGroups(SourceSpan at, string name) =>
        Error("RCN3005", at, $"'{name}' is a server; list it under 'servers'");

    /// <param name="cycle">The way round. The last step is the one that is reported.</param>
    public static Diagnostic GroupCycle(IReadOnlyList<CycleStep> cycle) =>
        Error("RCN3006", Closing(cycle), $"groups contain each other: {Way(cycle)}; take one of them out of another") with { Related = Others(cycle, "contains") };

    /// <param name="cycle">The way round. The last step is the one that is reported.</param>
    public static Diagnostic SiteCycle(IReadOnlyList<CycleStep> cycle) =>
        Error("RCN3007", Closing(cycle), $"sites lie below each other: {Way(cycle)}; give one of them another parent") with { Related = Others(cycle, "lies below") };

    public static Diagnostic SecondCentralSite(SourceSpan at, string site, string central, SourceSpan centralAt) =>
        Error("RCN3008", at, $"site '{site}' has no parent, but '{central}' is the central site already; give it a parent")
            with { Related = [new(centralAt, "the central site")] };

    public static Diagnostic NoAddress(SourceSpan at, string server) =>
        Error("RCN3009", at, $"distribution server '{server}' has no address; set 'spec.address', or 'spec.servers.address' of its site or of the Policy");

    public static Diagnostic EqualAddresses(SourceSpan at, string server, string address, string other, SourceSpan otherAt) =>
        Error("RCN3010", at, $"distribution server '{server}' has the address '{address}', as '{other}' has; give each a directory of its own")
            with { Related = [new(otherAt, $"the address of '{other}'")] };

    public static Diagnostic NestedAddresses(SourceSpan at, string inner, string innerAddress, string outer, string outerAddress, SourceSpan otherAt) =>
        Error("RCN3011", at, $"the address '{innerAddress}' of '{inner}' lies inside '{outerAddress}' of '{outer}'; put the two beside each other")
            with { Related = [new(otherAt, "the other address")] };

    public static Diagnostic EqualPublishAs(SourceSpan at, string package, string path, string other, SourceSpan otherAt) =>
        Error("RCN3012", at, $"package '{package}' is published as '{path}', as '{other}' is; give one of them another 'publishAs': on Windows servers case makes no difference")
            with { Related = [new(otherAt, $"where '{other}' is published")] };

    public static Diagnostic NestedPublishAs(SourceSpan at, string inner, string innerPath, string outer, string outerPath, SourceSpan otherAt) =>
        Error("RCN3013", at, $"package '{inner}' is published as '{innerPath}', inside '{outerPath}' of package '{outer}'; put the two beside each other, with 'publishAs'")
            with { Related = [new(otherAt, "the other package")] };

    public static Diagnostic SourceContainsConfiguration(SourceSpan at, string path, string configurationPath) =>
        Error("RCN3014", at, $"the source '{path}' contains the configuration itself ({(configurationPath.Length == 0 ? "the whole repository" : configurationPath)}); keep content in a directory of its own");

    /// <param name="ignoreFile">Where the line belongs, such as <c>.reconcilerignore</c>.</param>
    public static Diagnostic ConfigurationInSource(SourceSpan at, string path, string package, string ignoreFile, string ignoreLine, SourceSpan source) =>
        Error("RCN3015", at, $"a Reconciler document below '{path}', the content of package '{package}'; move it, or, if it is content, add the line '{ignoreLine}' to {ignoreFile}")
            with { Related = [new(source, "the package's source")] };

    public static Diagnostic SitesNeeded(SourceSpan at, string field) =>
        Error("RCN3016", at, $"'{field}' is about the sites that 'sites' lists, and it lists none; list them, or remove this field");

    public static Diagnostic SecondPolicy(SourceSpan at, SourceSpan first) =>
        Error("RCN3017", at, $"there is a Policy already; put everything into one, which is for the whole estate") with { Related = [new(first, "first defined here")] };

    public static Diagnostic PolicyName(SourceSpan at, string name) =>
        Error("RCN3018", at, $"a Policy cannot be named '{name}'; name it 'default'");

    public static Diagnostic CredentialsNotTaken(SourceSpan at, string server, string address) =>
        Error("RCN3021", at, $"the address '{address}' of distribution server '{server}' takes no credentials; remove 'credentials', or give an 'sftp:' or 's3:' address");

    private static SourceSpan Closing(IReadOnlyList<CycleStep> cycle) => cycle.Count == 0 ? default : cycle[^1].Span;

    private static string Way(IReadOnlyList<CycleStep> cycle)
    {
        var names = cycle.Take(MostNames).Select(step => step.From).ToList();
        if (cycle.Count > 0)
            names.Add(cycle.Count > MostNames ? "…" : cycle[^1].To);
        return string.Join(" -> ", names);
    }

    private static ImmutableArray<RelatedPlace> Others(IReadOnlyList<CycleStep> cycle, string relation) =>
        [.. cycle.SkipLast(1).Take(MostNames).Select(step => new RelatedPlace(step.Span, $"'{step.From}' {relation} '{step.To}'"))];
}
