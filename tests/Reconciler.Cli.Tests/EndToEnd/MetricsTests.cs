using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reconciler.Testing;
using Reconciler.Testing.Web;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What a running loop tells Prometheus, and whoever speaks the OpenTelemetry protocol.</summary>
public sealed partial class MetricsTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly HttpClient client = new();

    public MetricsTests() => Publish("1");

    [Fact]
    public async Task Metrics_OfAConvergedEstate_AreTheseAndPromtoolIsSilent()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync("converged");

        var text = await UntilAsync(loop, "reconciler_reconciles_total{outcome=\"converged\"} 1");
        var check = (PromTool.Require("check", "metrics") with { StandardInput = Encoding.UTF8.GetBytes(text) }).Run();

        Assert.Equal((0, "", ""), (check.ExitCode, check.StandardOutput, check.StandardError));
        await Verify(Masked(text));
    }

    [Fact]
    public async Task Metrics_OfTrouble_TellItApart()
    {
        site.Commit("bad.yaml", "nonsense: 1\n");
        using var loop = await RunningLoop.StartAnsweringAsync(site);
        await UntilAsync(loop, "reconciler_obstacle{reason=\"CommitInvalid\"} 1", "reconciler_last_converged_timestamp_seconds 0");

        File.Delete(Path.Combine(site.Repository.Path, "bad.yaml"));
        site.Repository.Commit("Mend it");
        await UntilAsync(loop, "reconciler_obstacle{reason=\"CommitInvalid\"} 0", "reconciler_placements{state=\"in_place\"} 2", "reconciler_copied_bytes_total 2");

        var root = site.RootOf("dp-2");
        Directory.Move(root, root + ".away");
        Publish("2");
        await UntilAsync(
            loop,
            "reconciler_holds{reason=\"not_mounted\"} 1",
            "reconciler_servers{site=\"\",state=\"not_mounted\"} 1",
            "reconciler_actions_total{action=\"update\",outcome=\"done\"} 1",
            "reconciler_placements{state=\"on_hold\"} 1");
    }

    [Fact]
    public async Task RulesAndDashboard_NameOnlyMetricsThatThereAre()
    {
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");
        var known = (await UntilAsync(loop, "reconciler_reconciles_total{outcome=\"converged\"} 1")).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => MetricName().Match(line).Value).ToHashSet();
        var folder = Path.Combine(CliFixture.ExamplesDirectory(), "operations");
        var rules = File.ReadAllText(Path.Combine(folder, "prometheus-rules.yaml"));
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "grafana-dashboard.json")));

        var named = MetricName().Matches(rules + dashboard.RootElement.GetRawText()).Select(match => match.Value).Distinct().ToArray();

        Assert.True(named.Length > 10);
        Assert.Empty(named.Except(known));
        Assert.Equal(dashboard.RootElement.GetProperty("panels").EnumerateArray().Count(), dashboard.RootElement.GetProperty("panels").EnumerateArray().Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
    }

    [Theory]
    [InlineData("check", "rules", "prometheus-rules.yaml")]
    [InlineData("test", "rules", "prometheus-rules.test.yaml")]
    [InlineData("check", "config", "prometheus.yaml")]
    public void Prometheus_OfTheExamples_HasNothingToSay(string verb, string kind, string file)
    {
        var result = (PromTool.Require(verb, kind, file) with { WorkingDirectory = Path.Combine(CliFixture.ExamplesDirectory(), "operations") }).Run();

        Assert.True(result.ExitCode == 0 && !result.StandardOutput.Contains("FAILED", StringComparison.Ordinal), $"{result.StandardOutput}{result.StandardError}");
    }

    [Fact]
    public async Task Otlp_ToAReceiver_BringsTheNumbersWithItsHeaders()
    {
        using var receiver = new WebServer { Answer = _ => new(200, []) };
        File.WriteAllText(Path.Combine(site.Sandbox, "otlp.headers"), "authorization=Bearer canary-5d1e\n");
        site.Settings($$"""{ "otlp": { "endpoint": "{{receiver.Url("v1/metrics")}}", "headersFile": "otlp.headers" } }""");
        site.Extra["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        using var loop = await RunningLoop.StartAsync(site);

        await loop.UntilAsync(() => receiver.Requests.Any(request => Encoding.UTF8.GetString(request.Body).Contains("reconciler.placements", StringComparison.Ordinal)), "numbers");

        var request = receiver.Requests[^1];
        Assert.Equal(("POST", "/v1/metrics", "application/x-protobuf"), (request.Method, request.Target, request.Headers["Content-Type"]));
        Assert.Equal("Bearer canary-5d1e", request.Headers["Authorization"]);
        Assert.DoesNotContain("canary", loop.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Otlp_ToAReceiverThatFailsOrHangs_HoldsNothingUp()
    {
        using var receiver = new WebServer();
        receiver.AnswerInTurn(_ => new(500, []), _ => new(500, []), _ => new(200, [1]) { HangAfter = 0 });
        site.Extra["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Url("").ToString();
        site.Extra["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        site.Extra["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync($"warning: metrics cannot be sent to {receiver.Url("v1/metrics")}: ");
        await loop.UntilAsync(() => receiver.Requests.Length > 2, "a receiver that hangs");

        await loop.UntilItSaysAsync("converged");
        Publish("2");
        await loop.UntilAsync(() => loop.Output.Contains("~ viewer", StringComparison.Ordinal), "version 2");

        Assert.InRange(await loop.EndAsync("TERM"), TimeSpan.Zero, TimeSpan.FromSeconds(9));
        Assert.Equal(0, loop.ExitCode);
    }

    public void Dispose()
    {
        client.Dispose();
        site.Dispose();
    }

    private async Task<string> UntilAsync(RunningLoop loop, params string[] lines)
    {
        var text = "";
        await loop.UntilAsync(() => lines.All(line => text.Contains(line + "\n", StringComparison.Ordinal)) || Read(), string.Join(", ", lines));
        return text;

        bool Read()
        {
            text = client.GetStringAsync(new Uri(loop.Address, "/metrics")).GetAwaiter().GetResult();
            return false;
        }
    }

    /// <summary>Numbers that differ from run to run.</summary>
    private static string Masked(string text) => string.Join('\n', text.Split('\n').Select(line =>
        line.StartsWith('#') || !Volatile().IsMatch(line) ? line : Commit().Replace(Number().Replace(line, " <number>"), "<commit>")));

    private void Publish(string version)
    {
        site.Repository.Write("packages/viewer/version.txt", version);
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("viewer"), string.Create(CultureInfo.InvariantCulture, $"Version {version}"));
    }

    [GeneratedRegex("reconciler_[a-z_]+|process_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("^process_|_timestamp_|_bucket|_sum|commit_info")]
    private static partial Regex Volatile();

    [GeneratedRegex(" [0-9.eE+-]+$")]
    private static partial Regex Number();

    [GeneratedRegex("[0-9a-f]{40}")]
    private static partial Regex Commit();
}
