using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Adapters.Git;
using Reconciler.Cli.Terminals;
using Reconciler.Configuration.Values;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Workplaces;

/// <summary>
/// Finds and reads the settings: <c>{ "allow": { "roots": […], "sources": […], "addresses": […] }, "maxRemovals": { "perPlan": 500, "perPackage": "20%", "perServer": "50%" }, "run": { "interval": "1m", "verifyMebibytesPerSecond": 20 }, "git": { … }, "credentials": { … }, "http": { … }, "notify": { … }, "otlp": { … }, "repo": …, "state": …, "path": …, "revision": … }</c>.
/// Never from the working directory and never from the repository. Unknown fields are refused: a misspelt permission must not go unseen.
/// </summary>
internal static class SettingsFile
{
    internal const string Variable = "RECONCILER_CONFIG";

    /// <param name="option">From <c>--config</c>.</param>
    /// <exception cref="UsageException">A named file is missing, or the file is not what it should be.</exception>
    internal static Settings Read(string? option, Surroundings surroundings)
    {
        var named = option ?? surroundings.Variable(Variable);
        var file = named is null ? UsualFile(surroundings) : Path.GetFullPath(named, surroundings.WorkingDirectory);
        if (!File.Exists(file))
            return named is null ? Settings.None : throw new UsageException($"there is no settings file {file} ({(option is null ? Variable : "--config")})");

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Read(json.RootElement, file);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            throw new UsageException($"{file}: {problem.Message}", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the settings file {file} cannot be read: {problem.Message}", problem);
        }
    }

    internal static string UsualFile(Surroundings surroundings) => OperatingSystem.IsWindows()
        ? Path.Combine(surroundings.Variable("ProgramData") ?? @"C:\ProgramData", "reconciler", "reconciler.json")
        : "/etc/reconciler/reconciler.json";

    private static Settings Read(JsonElement root, string file)
    {
        var settings = Settings.None with { File = file };
        foreach (var field in root.EnumerateObject())
        {
            settings = field.Name switch
            {
                "allow" => Allow(settings, field.Value),
                "maxRemovals" => settings with { MaxRemovals = Limits(field.Value) },
                "run" => Run(settings, field.Value),
                "git" => settings with { Git = new GitSettingsReader(file).Read(field.Value) },
                "credentials" => settings with { Credentials = new CredentialsReader(file).Read(field.Value) },
                "http" => settings with { Web = new WebSettingsReader(file).Read(field.Value) },
                "notify" => settings with { Notify = new NotifySettingsReader(file).Read(field.Value) },
                "repo" => settings with { Repository = field.Value.GetString() is { } url && GitLocation.IsRemote(url) ? url : Place(field.Value, file) },
                "state" => settings with { State = StateSettings.Read(file, field.Value) },
                "otlp" => settings with { Otlp = OtlpSettings.Read(file, field.Value) },
                "path" => settings with { Path = field.Value.GetString() },
                "revision" => settings with { Revision = field.Value.GetString() },
                _ => throw Unknown(field.Name, "allow, credentials, git, http, maxRemovals, notify, otlp, path, repo, revision, run, state"),
            };
        }

        CheckCredentials(settings, "git.credentials", settings.Git.Credentials);
        CheckCredentials(settings, "state.credentials", settings.State.Credentials);
        return settings;
    }

    private static void CheckCredentials(Settings settings, string setting, string? name)
    {
        if (name is not null && !settings.Credentials.ContainsKey(name))
            throw new FormatException($"{setting} is '{name}', which credentials does not have{NearestName.Question(NearestName.Of(name, settings.Credentials.Keys))}");
    }

    private static Settings Allow(Settings settings, JsonElement allow)
    {
        foreach (var field in allow.EnumerateObject())
        {
            settings = field.Name switch
            {
                "roots" => settings with { AllowedRoots = Places("allow.roots", field.Value) },
                "sources" => settings with { AllowedSources = Places("allow.sources", field.Value) },
                "addresses" => settings with { AllowedAddresses = Places("allow.addresses", field.Value) },
                _ => throw Unknown($"allow.{field.Name}", "allow.addresses, allow.roots, allow.sources"),
            };
        }

        return settings;
    }

    private static Settings Run(Settings settings, JsonElement run)
    {
        foreach (var field in run.EnumerateObject())
        {
            settings = field.Name switch
            {
                "interval" => settings with { Interval = RunOptions.Interval("run.interval", field.Value.GetString() ?? "") },
                "verifyMebibytesPerSecond" => settings with { VerifyBytesPerSecond = field.Value.TryGetInt32(out var rate) && rate >= 0 ? (long)rate << 20 : throw new FormatException("run.verifyMebibytesPerSecond is a whole number from 0 up") },
                _ => throw Unknown($"run.{field.Name}", "run.interval, run.verifyMebibytesPerSecond"),
            };
        }

        return settings;
    }

    private static RemovalLimits Limits(JsonElement limits)
    {
        var all = new RemovalLimits(new(int.MaxValue, IsPercent: false), new(100, IsPercent: true), new(100, IsPercent: true));
        foreach (var field in limits.EnumerateObject())
        {
            var text = field.Value.ValueKind == JsonValueKind.Number ? field.Value.GetRawText() : field.Value.GetString() ?? "";
            var limit = LimitText.TryParse(text, out var parsed)
                ? parsed
                : throw new FormatException($"maxRemovals.{field.Name} is '{text}'; write a number such as 500, or a percentage such as \"20%\"");
            all = field.Name switch
            {
                "perPlan" => all with { PerPlan = limit },
                "perPackage" => all with { PerPackage = limit },
                "perServer" => all with { PerServer = limit },
                _ => throw Unknown($"maxRemovals.{field.Name}", "maxRemovals.perPlan, maxRemovals.perPackage, maxRemovals.perServer"),
            };
        }

        return all;
    }

    /// <summary>Relative paths count from the settings file, whatever the working directory.</summary>
    private static string? Place(JsonElement text, string file) => text.GetString() is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(file)!) : null;

    private static ImmutableArray<string> Places(string setting, JsonElement list)
    {
        var places = Texts(list);
        return places.Select(place => (place, Problem: AllowList.ProblemOf(place))).FirstOrDefault(entry => entry.Problem is not null) is { Problem: { } problem } wrong
            ? throw new FormatException($"{setting} has '{wrong.place}', which is neither a place nor a pattern: {problem}")
            : places;
    }

    private static ImmutableArray<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString() ?? throw new FormatException("a list of texts has an empty item"))];

    internal static FormatException Unknown(string field, string known) => new($"unknown setting '{field}'; known are: {known}");
}
