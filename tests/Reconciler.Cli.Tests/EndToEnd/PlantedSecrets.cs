using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Secrets of a test, each with words of its own, so that one that is seen says where it came from.</summary>
internal sealed class PlantedSecrets(SiteServer site)
{
    private readonly Dictionary<string, string> words = [];
    private readonly List<string> seen = [];

    /// <summary>The words of a secret that comes from nowhere in particular: a request, a URL.</summary>
    internal string Words(string name) => words.TryGetValue(name, out var known) ? known : words[name] = $"canary-{name}-{words.Count:00}b7f3";

    /// <summary>A file that holds it, and whatever stands around it.</summary>
    internal string File(string name, string before = "")
    {
        var path = Path.Combine(site.MakeDirectory("secrets"), name);
        System.IO.File.WriteAllText(path, $"{before}{Words(name)}\n");
        return path;
    }

    /// <summary>The name of a variable of the environment that holds it.</summary>
    internal string Variable(string name, string before = "", string after = "")
    {
        var variable = $"SECRET_{name.ToUpperInvariant().Replace('-', '_')}";
        site.Extra[variable] = $"{before}{Words(name)}{after}";
        return variable;
    }

    /// <summary>Remembers which of them stand in a text.</summary>
    internal void LookIn(string where, string text) => seen.AddRange(words.Where(word => text.Contains(word.Value, StringComparison.Ordinal)).Select(word => $"{word.Key} in {where}"));

    internal void LookIn(string where, ProcessResult result) => LookIn(where, result.StandardOutput + result.StandardError);

    /// <summary>Every file below, but for those that hold the secrets themselves.</summary>
    internal void LookBelow(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
            LookIn(file, System.IO.File.ReadAllText(file, System.Text.Encoding.Latin1));
    }

    /// <summary>The command lines of all processes, as <c>ps</c> shows them to anybody.</summary>
    internal void LookAtProcesses()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(process => Path.GetFileName(process).All(char.IsAsciiDigit)))
        {
            try
            {
                LookIn("a command line", System.IO.File.ReadAllText(Path.Combine(process, "cmdline")));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }
    }

    internal IReadOnlyList<string> Seen => [.. seen.Distinct()];
}
