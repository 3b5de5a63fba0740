using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Configuration.Values;

namespace Reconciler.Cli.Verbs;

/// <summary>Makes a token and stores it nowhere: the operator puts its hash into the settings, and gives it to whoever is to have it.</summary>
internal static class TokenVerb
{
    /// <summary>By which people, and programs that look for secrets in files, know one.</summary>
    private const string Prefix = "rcn_";

    private const int RandomBytes = 32;

    private const string Never = "never";

    private static readonly TimeSpan usualExpiry = TimeSpan.FromDays(90);

    private static readonly string[] roles = [TokenSettings.Word(TokenRole.Read), TokenSettings.Word(TokenRole.Operate)];

    private static readonly Argument<string> name = new("NAME") { Description = "Whose it is: records name whoever used it 'api:NAME'", HelpName = "NAME" };

    private static readonly Option<string> role = new("--role")
    {
        Description = "read: whatever can be asked; operate: also sync, refresh, suspend, resume and approve",
        HelpName = string.Join('|', roles),
        Required = true,
        CompletionSources = { NameCompletion.Words(roles) },
    };

    private static readonly Option<string?> expires = new("--expires") { Description = "How long it is good for, until when, or never. Default: 90d", HelpName = "DURATION|DATE|never" };

    internal static Verb Verb { get; } = new("token", "Make a token for the HTTP API of 'run', and print what to write into the settings", [name, role, expires, CommonOptions.Output], ActAsync)
    {
        Example = "reconciler token grafana --role read --expires 365d",
    };

    private static Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var whose = context.Parsed.GetRequiredValue(name);
        if (!TokenSettings.IsName(whose))
            throw new UsageException($"'{whose}' cannot be a token's name; take 1 to {TokenSettings.LongestName} letters, digits, hyphens, underscores and dots");

        var word = context.Parsed.GetRequiredValue(role);
        if (TokenSettings.ParseRole(word) is null)
            throw new UsageException($"--role is '{word}'; write read or operate");

        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        return WriteAsync(context, new(whose, word, token, Expiry(context.Parsed.GetValue(expires), context.Surroundings.Time.GetUtcNow())));
    }

    private static async Task<ExitCode> WriteAsync(VerbContext context, Made made)
    {
        var terminal = context.Terminal;
        if (context.Format == OutputFormat.Json)
        {
            await JsonReport.WriteAsync(terminal.Out, writer =>
            {
                writer.WriteString("kind"u8, "token"u8);
                writer.WriteString("name"u8, made.Name);
                writer.WriteString("role"u8, made.Role);
                writer.WriteString("token"u8, made.Token);
                writer.WriteString("sha256"u8, made.Hash);
                writer.WriteOptional("expires", made.ExpiresText);
            });
            return ExitCode.Done;
        }

        await terminal.Out.WriteLineAsync($$"""
            {{terminal.Style.Bold(made.Token)}}

            It is shown this once. Whoever asks sends it in the header 'Authorization: Bearer TOKEN'. The settings keep its hash only:

              "http": {
                "tokens": {
                  "{{made.Name}}": { "role": "{{made.Role}}", "sha256": "{{made.Hash}}"{{(made.ExpiresText is { } end ? $", \"expires\": \"{end}\"" : "")}} }
                }
              }

            'reconciler run' reads them when it starts.
            """);
        return ExitCode.Done;
    }

    private static DateTimeOffset? Expiry(string? text, DateTimeOffset now)
    {
        if (text == Never)
            return null;

        var end = text is null ? now + usualExpiry
            : DurationText.TryParse(text, out var duration) ? now + duration
            : InstantText.TryParse(text, out var instant) ? instant
            : throw new UsageException($"--expires is '{text}'; write a duration such as 90d, a day such as 2027-01-01, or never");
        return end > now ? end : throw new UsageException($"--expires is '{text}', which is over; give a later one");
    }

    private sealed record Made(string Name, string Role, string Token, DateTimeOffset? Expires)
    {
        internal string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token)));

        internal string? ExpiresText => Expires is { } end ? JsonFields.Text(end) : null;
    }
}
