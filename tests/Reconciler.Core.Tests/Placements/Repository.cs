using System.Collections.Immutable;
using System.Globalization;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Placements;

/// <summary>
/// A configuration repository in a notation of one line a document, so that the line of a cause is the line of the text:
/// <code>
/// site london &lt; hq
/// server dp-1 @london default tier=store retired retain=2 address=/srv/dp-1 permissions=0640/0750 ignores-case suspended=2026-12-01
/// group stores = dp-1 dp-2 +other {tier=store &amp; !region}
/// package viewer 3.1 to stores,dp-9 except lab sites london subsites fallback refresh min=2 priority=high retired as=Apps/Viewer content=x fault=SourceFailed names=A
/// package reader except lab refresh
/// version 3.2 content=x fault=SourceFailed
/// rule 3.2 to pilot except dp-1 sites london subsites fallback
/// policy noprune grace=2 perPlan=5 perPackage=20% perServer=50%
/// file stores/london.yaml
/// </code>
/// <c>version</c> and <c>rule</c> belong to the package above them, which then has only these; <c>file</c> begins another file; selectors are <c>key=a,b</c>, <c>key!=a,b</c>, <c>key</c>, <c>!key</c>, joined by <c>&amp;</c>.
/// </summary>
internal sealed class Repository
{
    private readonly List<Site> sites = [];
    private readonly List<DistributionServer> servers = [];
    private readonly List<ServerGroup> groups = [];
    private readonly List<Package> packages = [];
    private Policy policy = Policy.Default;

    private Repository(string text) => Text = text;

    public string Text { get; }

    public Dictionary<PackageName, ImmutableArray<DesiredContent>> Contents { get; } = [];

    public Dictionary<Digest, Manifest> Manifests { get; } = [];

    public ResourceSet Resources => new(
        [.. sites.OrderBy(site => site.Name)],
        [.. servers.OrderBy(server => server.Name)],
        [.. groups.OrderBy(group => group.Name)],
        [.. packages.OrderBy(package => package.Name)],
        policy);

    public static Repository Parse(string text)
    {
        var repository = new Repository(text);
        foreach (var (at, line) in Lines(text))
            repository.Add(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), at);
        return repository;
    }

    /// <summary>Each line with its place; empty ones count.</summary>
    public static IEnumerable<(SourcePosition At, string Line)> Lines(string text)
    {
        var (file, number) = ("estate.yaml", 0);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith("file ", StringComparison.Ordinal))
                (file, number) = (line[5..], 0);
            else if (++number > 0 && line.Length > 0)
                yield return (new(file, number, 1), line);
        }
    }

    /// <summary>600 bytes that all contents share, and 400 of their own.</summary>
    public static Manifest ManifestOf(string content) => content == "empty"
        ? Manifest.Empty
        : Manifest.Of([ManifestEntry.File("own", false, 400, Digest.Of(System.Text.Encoding.UTF8.GetBytes(content))), ManifestEntry.File("shared", false, 600, Digest.Of("shared"u8))]);

    private void Add(string[] words, SourcePosition at)
    {
        switch (words[0])
        {
            case "site":
                sites.Add(new(new(words[1]), Labels.None, words.Length > 2 ? new Reference(words[3], at) : null, ServerSettings.None, at));
                break;
            case "server":
                servers.Add(Server(words[1], words[2..], at));
                break;
            case "group":
                groups.Add(Group(words[1], words[3..], at));
                break;
            case "package":
                packages.Add(PackageOf(words[1], words[2..], at));
                break;
            case "version":
                AddVersion(words[1], words[2..], at);
                break;
            case "rule":
                AddRule(RuleOf(words[1], words[2..], at));
                break;
            case "policy":
                policy = PolicyOf(words[1..]);
                break;
            default:
                throw new FormatException($"{at}: '{words[0]}' begins no document");
        }
    }

    private static DistributionServer Server(string name, string[] words, SourcePosition at)
    {
        var values = Values(words);
        var site = words.Where(word => word[0] == '@').Select(word => (SiteName?)new SiteName(word[1..])).FirstOrDefault();
        var labels = values.Where(pair => pair.Key is not ("retain" or "address" or "permissions")).Append(new("name", name));
        return new(
            new(name),
            Labels.Of(labels),
            site,
            words.Contains("default") ? at : null,
            new(new(AddressKind.Relative, values.GetValueOrDefault("address", name)), at),
            new(DistributionServer.DefaultMaxConcurrentCopies, null),
            new(values.TryGetValue("retain", out var retain) ? Number(retain) : DistributionServer.DefaultRetain, null),
            words.Contains("retired") ? at : null,
            at)
        {
            Permissions = values.TryGetValue("permissions", out var permissions) ? new(Permissions.Parse(permissions), at) : default,
            Suspend = values.TryGetValue("suspended", out var until) ? new("disk", until == "ever" ? null : DateTimeOffset.Parse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)) { At = at } : null,
            CaseInsensitive = words.Contains("ignores-case") ? new(true, at) : default,
        };
    }

    private static ServerGroup Group(string name, string[] words, SourcePosition at)
    {
        var text = string.Join(' ', words);
        var brace = text.IndexOf('{', StringComparison.Ordinal);
        var selector = brace < 0 ? null : Selector(text[(brace + 1)..^1]);
        var members = (brace < 0 ? text : text[..brace]).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToLookup(word => word[0] == '+');
        return new(
            new(name),
            [.. members[false].Select(server => new Reference(server, at))],
            [.. members[true].Select(group => new Reference(group[1..], at))],
            selector,
            selector is null ? null : at,
            at);
    }

    private static LabelSelector Selector(string text) => new(
    [
        .. from requirement in text.Split('&', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           let parts = requirement.Split(["!=", "="], 2, StringSplitOptions.None)
           let values = parts.Length == 1 ? [] : parts[1].Split(',').ToImmutableArray()
           select requirement[0] == '!' ? new LabelRequirement(requirement[1..], LabelOperator.DoesNotExist, [])
               : parts.Length == 1 ? new(requirement, LabelOperator.Exists, [])
               : new(parts[0], requirement.Contains("!=", StringComparison.Ordinal) ? LabelOperator.NotIn : LabelOperator.In, values),
    ]);

    private Package PackageOf(string name, string[] words, SourcePosition at)
    {
        var values = Values(words);
        var version = words.Length > 0 && char.IsAsciiDigit(words[0][0]) ? words[0] : null;
        Contents[new(name)] = [Content(name, version, values)];
        return new(
            new(name),
            [new(version, new PackageSource.InRepository($"packages/{name}", at), at)],
            [RuleOf(version, words, at)],
            [],
            ["**"],
            [],
            values.GetValueOrDefault("as", name),
            words.Contains("refresh") ? Existing.Refresh : Existing.Keep,
            values.TryGetValue("min", out var min) ? Number(min) : 0,
            values.TryGetValue("priority", out var priority) ? Enum.Parse<Priority>(priority, ignoreCase: true) : Priority.Normal,
            words.Contains("retired") ? at : null,
            at)
        {
            LastLine = at.Line,
        };
    }

    private static Distribution RuleOf(string? version, string[] words, SourcePosition at) => new(
        version, After(words, "to", at), After(words, "except", at), After(words, "sites", at), words.Contains("subsites"), words.Contains("fallback"), at)
    {
        LastLine = at.Line,
    };

    private static ImmutableArray<Reference> After(string[] words, string word, SourcePosition at) =>
        Array.IndexOf(words, word) is >= 0 and var i ? [.. words[i + 1].Split(',').Select(item => new Reference(item, at))] : [];

    /// <summary>The first one turns the package above into one of the long form, whose own <c>except</c> is for all rules.</summary>
    private void AddVersion(string version, string[] words, SourcePosition at)
    {
        var package = packages[^1];
        var isFirst = package.LastLine == package.At.Line;
        var declared = new PackageVersion(version, new PackageSource.InRepository($"packages/{package.Name}-{version}", at), at) { LastLine = at.Line };
        var content = Content(package.Name.Value, version, Values(words));
        Contents[package.Name] = isFirst ? [content] : Contents[package.Name].Add(content);
        packages[^1] = package with
        {
            Versions = isFirst ? [declared] : package.Versions.Add(declared),
            Rules = isFirst ? [] : package.Rules,
            Except = isFirst ? package.Rules[0].Except : package.Except,
            LastLine = at.Line,
        };
    }

    private void AddRule(Distribution rule) => packages[^1] = packages[^1] with { Rules = packages[^1].Rules.Add(rule), LastLine = rule.At.Line };

    private DesiredContent Content(string name, string? version, Dictionary<string, string> values)
    {
        if (values.TryGetValue("fault", out var fault))
            return new DesiredContent.Faulty(Enum.Parse<ContentFault>(fault), version, $"packages/{name} cannot be read");
        if (values.ContainsKey("unread"))
            return new DesiredContent.Unread();

        var manifest = ManifestOf(values.GetValueOrDefault("content", $"{name} {version}"));
        var digest = values.TryGetValue("digest", out var number) ? Digest.Of([(byte)Number(number)]) : manifest.Digest;
        Manifests[manifest.Digest] = manifest;
        return new DesiredContent.Known(digest, version ?? digest.Short, manifest.SizeBytes, DateTimeOffset.UnixEpoch)
        {
            NameFault = values.TryGetValue("names", out var names) ? $"no Windows server can hold '{names}'" : null,
        };
    }

    private static Policy PolicyOf(string[] words)
    {
        var values = Values(words);
        RemovalLimit Limit(string name, RemovalLimit otherwise) =>
            values.TryGetValue(name, out var text) ? new(Number(text.TrimEnd('%')), text.EndsWith('%')) : otherwise;
        var limits = RemovalLimits.Default;
        return Policy.Default with
        {
            Prune = !words.Contains("noprune"),
            RemovalGrace = TimeSpan.FromHours(values.TryGetValue("grace", out var hours) ? Number(hours) : 24),
            MaxRemovals = new(Limit("perPlan", limits.PerPlan), Limit("perPackage", limits.PerPackage), Limit("perServer", limits.PerServer)),
        };
    }

    private static Dictionary<string, string> Values(string[] words) => words
        .Where(word => word.Contains('=', StringComparison.Ordinal))
        .Select(word => word.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
