using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests.Diagnostics;

internal static class ValueExamples
{
    public static IEnumerable<Example> All =>
    [
        new("BadName", Document("Site", "\"New York\"", "{ parent: -x }")),
        new("NameImpossibleOnWindows", Document("Site", "com1.site", "{}") + Document("Site", "paris.", "{ parent: com1.site }")),
        new("BadLabelKey", Labelled("{ \"tier of\": store }")),
        new("BadLabelValue", Labelled("{ tier: \"a\\nb\" }")),
        new("BuiltInLabel", Labelled("{ site: store }")),
        new("BadVersion", Package("version: 3 beta")),
        new("VersionIsPointer", Package("version: Current.json")),
        new("BadPattern", Package("include: [\"a**b\", \"/x\", \"bin/\", \"[a\", \"a\\\\b\", \"../x\"]")),
        new("BadFileName", Document("Policy", "default", "{ ignoreExtra: [logs/a.txt] }")),
        new("BadPath", Document("Package", "a", "{ source: { path: /packages } }") + Document("Package", "b", "{ source: { path: 'packages\\b' } }")
            + Document("Package", "c", "{ source: { directory: builds/c } }") + Document("Package", "d", "{ source: { directory: /builds/../c } }")),
        new("PathLeavesRepository", Document("Package", "a", "{ source: { path: ../outside } }")),
        new("BadSourceUrl", Urls("ftp://builds/a.zip", "https://ann:secret@builds.example.com/a.zip", "https://builds.example.com/a.zip#top", "https://builds.example.com/a b.zip", "https:///a.zip", "https://builds.example.com\\a.zip")),
        new("BadSha256", Document("Package", "viewer", "{ source: { url: https://builds.example.com/a.zip, sha256: 060eaa77 } }")),
        new("UrlWithoutFileName", Urls("https://builds.example.com", "https://builds.example.com/latest/", "https://builds.example.com/?file=a.zip", "https://builds.example.com/%2e%2e%2fa.zip")),
        new("BadGitUrl", Git("a", "url: 'https://anna:secret@git.example.com/a.git'") + Git("b", "url: 'git://git.example.com/b.git'") + Git("c", "url: ../c")),
        new("BadRevision", Git("a", "url: /srv/a.git, revision: main~3") + Git("b", "url: /srv/b.git, revision: 'v1 beta'")),
        new("BadPublishAs", Package("publishAs: Apps/../x") + Package("publishAs: Apps/aux.d", "b") + Package("publishAs: .Reconciler-x/y", "c") + Package("publishAs: 'C:\\Apps'", "d")),
        new("BadAddress", Servers("../up", "/", "ftp://dp/x", "a//b", "\\\\server", "file://srv/x", "C:", "nul", "/srv/./x")),
        new("UnknownPlaceholder", Servers("/srv/{site}", "/srv/{name}}")),
        new("AddressWithoutName", Document("Site", "london", "{ servers: { address: /srv/packages } }")),
        new("BadMode", Permissions("{ files: rw-r--r--, directories: \"0o755\" }", "{ files: \"64\", directories: \"00755\" }", "{ files: \"0648\" }")),
        new("ModeWithoutQuotes", Permissions("{ files: 0644, directories: 755 }")),
        new("SpecialMode", Permissions("{ files: \"4644\", directories: \"2755\" }", "{ directories: \"1777\" }")),
        new("ExecutableMode", Permissions("{ files: \"0755\" }", "{ files: \"645\" }")),
        new("OwnerWithoutMode", Permissions("{ files: \"0044\", directories: \"0555\" }")),
    ];

    private static string Git(string name, string fields) => Document("Package", name, $"{{ source: {{ git: {{ {fields} }} }} }}");

    private static string Labelled(string labels) =>
        $"apiVersion: reconciler/v1\nkind: ServerGroup\nmetadata: {{ name: stores, labels: {labels} }}\n";

    private static string Package(string field, string name = "a") => Document("Package", name, $"\n  source: {{ path: p }}\n  {field}");

    private static string Urls(params string[] urls) =>
        string.Concat(urls.Select((url, i) => Document("Package", $"p{i}", $"{{ source: {{ url: '{url}', sha256: {new string('a', 64)} }} }}")));

    private static string Permissions(params string[] permissions) =>
        string.Concat(permissions.Select((written, i) => Document("DistributionServer", $"dp-{i}", $"{{ permissions: {written} }}")))
        + Document("Site", "hq", "{ servers: { address: '{name}' } }");

    private static string Servers(params string[] addresses) =>
        string.Concat(addresses.Select((address, i) => Document("DistributionServer", $"dp-{i}", $"{{ address: '{address}' }}")));
}
