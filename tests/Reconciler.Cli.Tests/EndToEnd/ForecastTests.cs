using System.Text.Json;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A plan tells how long its copies will take, by what earlier ones took.</summary>
public sealed class ForecastTests : IDisposable
{
    private readonly SiteServer site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Plan_AfterASyncOfMegabytes_SaysHowLongTheNextWillTake()
    {
        Commit("first", 3 << 20);
        Assert.Equal(["dp-1"], Names((await ForecastAsync()).GetProperty("unmeasured")));
        await site.ConvergeAsync();
        var rate = Assert.Single(Rates());

        Commit("second", 2 << 20);
        var plan = await JsonAsync("plan", "--save", "reviewed.json");
        var forecast = plan.GetProperty("details").GetProperty("forecast");
        Assert.Equal("dp-1", forecast.GetProperty("slowest").GetString());
        Assert.Equal(((2 << 20) + rate - 1) / rate, forecast.GetProperty("seconds").GetInt64());
        Assert.Empty(Names(forecast.GetProperty("unmeasured")));

        var space = Assert.Single(plan.GetProperty("details").GetProperty("spaces").EnumerateArray());
        Assert.Equal(2 << 20, space.GetProperty("bytes").GetInt64());
        Assert.True(space.GetProperty("freeBytes").GetInt64() > 0);

        // Whoever reviews the file is told the same.
        Assert.Equal(plan.GetProperty("details").GetRawText(), (await JsonAsync("show", "plan", "reviewed.json")).GetProperty("details").GetRawText());

        Assert.Matches(@"bytesPerSecond +[\d.]+ \S+/s", (await site.RunAsync("show", "server", "dp-1")).EnsureSuccess().StandardOutput);
    }

    [Fact]
    public async Task Sync_OfAFewBytes_MeasuresNothing()
    {
        Commit("small", 1000);
        await site.ConvergeAsync();

        Assert.Empty(Rates());
    }

    private void Commit(string file, int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        site.Repository.Write($"packages/images/{file}.img", "");
        File.WriteAllBytes(Path.Combine(site.Repository.Path, $"packages/images/{file}.img"), content);
        site.Commit("reconciler/estate.yaml", """
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: dp-1 }
            spec: { address: dp-1, default: true }
            ---
            apiVersion: reconciler/v1
            kind: Package
            metadata: { name: images }
            spec: { source: { path: packages/images } }
            """);
    }

    /// <summary>Of every line about the server that has one.</summary>
    private long[] Rates() =>
    [
        .. from line in File.ReadLines(Path.Combine(site.State, "servers", "dp-1.jsonl"))
           let record = JsonDocument.Parse(line).RootElement
           where record.TryGetProperty("events", out _)
           from happened in record.GetProperty("events").EnumerateArray()
           where happened.TryGetProperty("bytesPerSecond", out _)
           select happened.GetProperty("bytesPerSecond").GetInt64(),
    ];

    private async Task<JsonElement> ForecastAsync() => (await JsonAsync("plan")).GetProperty("details").GetProperty("forecast");

    private async Task<JsonElement> JsonAsync(params string[] arguments) =>
        JsonDocument.Parse((await site.RunAsync([.. arguments, "-o", "json"])).EnsureSuccess().StandardOutput).RootElement;

    private static string[] Names(JsonElement names) => [.. names.EnumerateArray().Select(name => name.GetString()!)];
}
