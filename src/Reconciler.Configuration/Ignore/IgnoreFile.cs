using System.Collections.Immutable;
using System.Text;
using Reconciler.Configuration.Input;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Ignore;

/// <summary>A <c>.reconcilerignore</c> file.</summary>
/// <param name="Directory">Where it lies, from the repository's root; empty for the root.</param>
internal sealed record IgnoreFile(string Directory, ImmutableArray<IgnoreRule> Rules)
{
    public const string Name = ".reconcilerignore";

    /// <summary>Every file is held against every rule.</summary>
    public const int MaxRules = 1000;

    public static IgnoreFile Read(ConfigurationFile file, ProblemList problems)
    {
        var path = file.Path;
        var rules = ImmutableArray.CreateBuilder<IgnoreRule>();
        var lineNumber = 0;
        foreach (var line in (YamlText.Decode(file, problems) ?? "").Split('\n'))
        {
            lineNumber++;
            var text = line.TrimEnd('\r');
            if (rules.Count == MaxRules)
            {
                problems.Add(YamlDiagnostics.TooManyIgnorePatterns(new(new(path, lineNumber, 1)), MaxRules));
                break;
            }

            if (IgnoreRule.Parse(text, out var problem) is { } rule)
                rules.Add(rule);
            else if (problem is not null)
                problems.Add(YamlDiagnostics.BadIgnorePattern(SourceSpan.Of(new(path, lineNumber, 1), text), text, problem));
        }

        return new(path.Length == Name.Length ? "" : path[..^(Name.Length + 1)], rules.ToImmutable());
    }

    /// <summary>The line that leaves out <paramref name="path"/>, which counts from the ignore file's directory.</summary>
    public static string LineFor(string path)
    {
        var line = new StringBuilder("/");
        foreach (var c in path)
        {
            if (c is '*' or '?' or '[' or '\\' or ' ')
                line.Append('\\');
            line.Append(c);
        }

        return line.ToString();
    }

    /// <returns>What the last matching line says; null when none matches.</returns>
    /// <param name="path">From the repository's root; below <see cref="Directory"/>.</param>
    public bool? Decides(ReadOnlySpan<char> path, bool isDirectory)
    {
        var inside = Directory.Length == 0 ? path : path[(Directory.Length + 1)..];
        for (var i = Rules.Length - 1; i >= 0; i--)
        {
            if (Rules[i].Matches(inside, isDirectory))
                return !Rules[i].IsNegated;
        }

        return null;
    }
}
