using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Adapters.Notifications;
using Reconciler.Configuration.Values;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Workplaces;

/// <summary>Reads <c>notify</c> of the settings file. Relative paths count from it.</summary>
/// <param name="file">The settings file.</param>
internal sealed class NotifySettingsReader(string file)
{
    private const string Never = "never";

    private static readonly string[] usual = ["kind", "caFile", "proxy", "packages", "servers", "groups", "sites"];
    private static readonly string[] ofMessages = ["events", "urlFile", "urlVariable"];
    private static readonly string[] ofCommits = ["api", "context", "repository", "tokenFile", "tokenVariable"];

    /// <exception cref="FormatException">A field cannot be what it is.</exception>
    internal NotifySettings Read(JsonElement notify)
    {
        var settings = NotifySettings.Usual;
        foreach (var field in notify.EnumerateObject())
        {
            var setting = $"notify.{field.Name}";
            settings = field.Name switch
            {
                "name" => settings with { Name = SettingsText.Of(setting, field.Value) },
                "link" => settings with { Link = Address(setting, field.Value) },
                "remindEvery" => settings with { RemindEvery = SettingsText.Of(setting, field.Value) == Never ? null : Duration(setting, field.Value, TimeSpan.FromMinutes(1)) },
                "atMostEvery" => settings with { AtMostEvery = Duration(setting, field.Value, TimeSpan.Zero) },
                "receivers" => settings with { Receivers = [.. field.Value.EnumerateObject().Select(entry => Receiver(entry.Name, entry.Value))] },
                _ => throw SettingsFile.Unknown(setting, "notify.atMostEvery, notify.link, notify.name, notify.receivers, notify.remindEvery"),
            };
        }

        return settings;
    }

    private ReceiverSettings Receiver(string name, JsonElement receiver)
    {
        var place = $"notify.receivers.{name}";
        if (!ResourceName.IsValid(name))
            throw new FormatException($"notify.receivers has '{name}'; a receiver's name is letters, digits, '.', '_' and '-'");

        var kind = Kind(place, receiver);
        if (receiver.EnumerateObject().Select(field => field.Name).FirstOrDefault(field => !IsField(kind, field)) is { } unknown)
            throw Unknown(place, unknown, kind);

        var settings = new ReceiverSettings(name, kind)
        {
            AuthoritiesFile = receiver.TryGetProperty("caFile", out var authorities) ? SettingsText.FileOf(file, $"{place}.caFile", authorities) : null,
            Proxy = receiver.TryGetProperty("proxy", out var proxy) ? SettingsText.ProxyOf($"{place}.proxy", proxy) : null,
            Scope = new(Patterns(place, "packages", receiver), Patterns(place, "servers", receiver), Patterns(place, "groups", receiver), Patterns(place, "sites", receiver)),
        };
        return kind.IsOfCommits() ? OfCommits(settings, place, receiver) : OfMessages(settings, place, receiver);
    }

    private ReceiverSettings OfMessages(ReceiverSettings settings, string place, JsonElement receiver)
    {
        var isOpen = settings.Kind == ReceiverKind.Webhook && receiver.TryGetProperty("url", out _);
        if (isOpen && (receiver.TryGetProperty("urlFile", out _) || receiver.TryGetProperty("urlVariable", out _)))
            throw new FormatException($"{place} has two addresses; leave one of url, urlFile and urlVariable");

        return settings with
        {
            Url = isOpen ? Address($"{place}.url", receiver.GetProperty("url")) : null,
            SecretUrl = isOpen ? null : SecretPlace.Of(file, place, "url", receiver),
            Secret = settings.Kind == ReceiverKind.Webhook ? SecretPlace.Of(file, place, "secret", receiver) : null,
            OnlyFailures = receiver.TryGetProperty("events", out var events) && SettingsText.Of($"{place}.events", events) switch
            {
                "all" => false,
                "failures" => true,
                var other => throw new FormatException($"{place}.events is '{other}'; write \"all\" or \"failures\""),
            },
        };
    }

    private ReceiverSettings OfCommits(ReceiverSettings settings, string place, JsonElement receiver) => settings with
    {
        Token = SecretPlace.Of(file, place, "token", receiver),
        Repository = Text("repository", place, receiver),
        Api = receiver.TryGetProperty("api", out var api) ? Address($"{place}.api", api) : null,
        Context = Text("context", place, receiver),
    };

    private static ReceiverKind Kind(string place, JsonElement receiver)
    {
        var known = Enum.GetValues<ReceiverKind>();
        var word = receiver.TryGetProperty("kind", out var kind) ? SettingsText.Of($"{place}.kind", kind) : "";
        return known.Any(one => one.Word() == word)
            ? known.First(one => one.Word() == word)
            : throw new FormatException($"{place}.kind is '{word}'; write one of {string.Join(", ", known.Select(one => one.Word()))}");
    }

    /// <summary>Secrets among the known fields are refused where they are read, with what to do.</summary>
    private static bool IsField(ReceiverKind kind, string field) => FieldsOf(kind).Contains(field) || field == (kind.IsOfCommits() ? "token" : "url") || (kind == ReceiverKind.Webhook && field == "secret");

    private static IEnumerable<string> FieldsOf(ReceiverKind kind) => kind switch
    {
        _ when kind.IsOfCommits() => [.. usual, .. ofCommits],
        ReceiverKind.Webhook => [.. usual, .. ofMessages, "url", "secretFile", "secretVariable"],
        _ => [.. usual, .. ofMessages],
    };

    private static FormatException Unknown(string place, string field, ReceiverKind kind)
    {
        var known = FieldsOf(kind).Order(StringComparer.Ordinal).ToArray();
        return new($"{place} has '{field}', which a receiver of kind {kind.Word()} does not have{NearestName.Question(NearestName.Of(field, known))}; known are: {string.Join(", ", known)}");
    }

    private static string? Text(string name, string place, JsonElement receiver) =>
        receiver.TryGetProperty(name, out var value) ? SettingsText.Of($"{place}.{name}", value) : null;

    private static ImmutableArray<string> Patterns(string place, string name, JsonElement receiver)
    {
        if (!receiver.TryGetProperty(name, out var list))
            return [];

        ImmutableArray<string> patterns = [.. list.EnumerateArray().Select(item => SettingsText.Of($"{place}.{name}", item))];
        return patterns.FirstOrDefault(pattern => Scope.ProblemOf(pattern) is not null) is { } wrong
            ? throw new FormatException($"{place}.{name} has '{wrong}', which is neither a name nor a pattern: {Scope.ProblemOf(wrong)}")
            : patterns;
    }

    private static string Address(string setting, JsonElement value) =>
        SettingsText.Of(setting, value) is var text && ReceiverUrl.ProblemOf(text) is { } problem ? throw new FormatException($"{setting} {problem}") : text;

    private static TimeSpan Duration(string setting, JsonElement value, TimeSpan least)
    {
        var text = SettingsText.Of(setting, value);
        return DurationText.TryParse(text, out var duration) && duration >= least && duration <= TimeSpan.FromDays(365)
            ? duration
            : throw new FormatException($"{setting} is '{text}'; write a duration such as 5m or 1d{(least > TimeSpan.Zero ? $", or \"{Never}\"" : "")}");
    }
}
