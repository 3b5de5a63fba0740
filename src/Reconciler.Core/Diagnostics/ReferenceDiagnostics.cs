using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN3xxx: names and references, and what several documents say together.</summary>
public static class ReferenceDiagnostics
{
    /// <summary>Of a cycle that is spelt out.</summary>
    private const int MostNames = 10;

    public static Diagnostic DuplicateName(SourceSpan at, string name, string firstKind, string firstName, SourcePosition first) =>
        Error("RCN3001", at, $"the name '{name}' is taken by the {firstKind} '{firstName}' ({first.FileAndLine}); names are unique without regard to case, and servers and groups share them");

    public static Diagnostic ReservedName(SourceSpan at, string name) =>
        Error("RCN3002", at, $"'{name}' is a built-in group; choose another name");

    /// <param name="kind">What was looked for: <c>site</c>, <c>server or group</c>.</param>
    public static Diagnostic UnknownReference(SourceSpan at, string kind, string name, string? nearest) =>
        Error("RCN3003", at, $"there is no {kind} '{name}'{NearestName.Question(nearest)}");

    public static Diagnostic GroupAmongServers(SourceSpan at, string name) =>
        Error("RCN3004", at, $"'{name}' is a group; list it under 'groups'");

    public static Diagnostic ServerAmongGroups(SourceSpan at, string name) =>
        Error("RCN3005", at, $"'{name}' is a server; list it under 'servers'");

    /// <param name="cycle">The way round, the first name again at the end.</param>
    public static Diagnostic GroupCycle(SourceSpan at, IEnumerable<string> cycle) =>
        Error("RCN3006", at, $"groups contain each other: {Way(cycle)}");

    /// <param name="cycle">The way round, the first name again at the end.</param>
    public static Diagnostic SiteCycle(SourceSpan at, IEnumerable<string> cycle) =>
        Error("RCN3007", at, $"sites lie below each other: {Way(cycle)}");

    public static Diagnostic SecondCentralSite(SourceSpan at, string site, string central, SourcePosition centralAt) =>
        Error("RCN3008", at, $"site '{site}' has no parent, but '{central}' ({centralAt.FileAndLine}) is the central site already; give it a parent");

    public static Diagnostic NoAddress(SourceSpan at, string server) =>
        Error("RCN3009", at, $"distribution server '{server}' has no address; set 'spec.address', or 'spec.servers.address' of its site or of the Policy");

    public static Diagnostic EqualAddresses(SourceSpan at, string server, string address, string other, SourcePosition otherAt) =>
        Error("RCN3010", at, $"distribution server '{server}' has the address '{address}', as '{other}' has ({otherAt.FileAndLine}); two servers cannot share a directory");

    public static Diagnostic NestedAddresses(SourceSpan at, string inner, string innerAddress, string outer, string outerAddress, SourcePosition otherAt) =>
        Error("RCN3011", at, $"the address '{innerAddress}' of '{inner}' lies inside '{outerAddress}' of '{outer}' (see {otherAt.FileAndLine}); addresses cannot contain each other");

    public static Diagnostic EqualPublishAs(SourceSpan at, string package, string path, string other, SourcePosition otherAt) =>
        Error("RCN3012", at, $"package '{package}' is published as '{path}', as '{other}' is ({otherAt.FileAndLine}); on Windows servers case makes no difference");

    public static Diagnostic NestedPublishAs(SourceSpan at, string inner, string innerPath, string outer, string outerPath, SourcePosition otherAt) =>
        Error("RCN3013", at, $"package '{inner}' is published as '{innerPath}', inside '{outerPath}' of package '{outer}' (see {otherAt.FileAndLine})");

    public static Diagnostic SourceContainsConfiguration(SourceSpan at, string path, string configurationPath) =>
        Error("RCN3014", at, $"the source '{path}' contains the configuration itself ({(configurationPath.Length == 0 ? "the whole repository" : configurationPath)}); keep content in a directory of its own");

    /// <param name="ignoreFile">Where the line belongs, such as <c>.reconcilerignore</c>.</param>
    public static Diagnostic ConfigurationInSource(SourceSpan at, string path, string package, string ignoreFile, string ignoreLine) =>
        Error("RCN3015", at, $"a Reconciler document below '{path}', the content of package '{package}'; move it, or, if it is content, add the line '{ignoreLine}' to {ignoreFile}");

    public static Diagnostic SitesNeeded(SourceSpan at, string field) =>
        Error("RCN3016", at, $"'{field}' is about the sites listed in 'sites', and none is listed");

    public static Diagnostic SecondPolicy(SourceSpan at, SourcePosition first) =>
        Error("RCN3017", at, $"there is a Policy already ({first.FileAndLine}); there is one for the whole estate");

    public static Diagnostic PolicyName(SourceSpan at, string name) =>
        Error("RCN3018", at, $"a Policy is named 'default', not '{name}'");

    private static string Way(IEnumerable<string> names)
    {
        var first = names.Take(MostNames + 1).ToArray();
        return first.Length > MostNames ? string.Join(" -> ", first[..MostNames]) + " -> …" : string.Join(" -> ", first);
    }
}
