using System.Globalization;
using System.Text.Json;

namespace Reconciler.Benchmarks.Copies;

/// <summary>Results as JSON.</summary>
internal static class ResultsFile
{
    public static void Write(string path, Results results)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartObject();
        Write(json, results.Machine);
        json.WriteString("date", results.Date.ToString("O", CultureInfo.InvariantCulture));
        json.WriteNumber("scale", results.Scale);
        json.WriteStartArray("samples");
        foreach (var sample in results.Samples)
            Write(json, sample);

        json.WriteEndArray();
        json.WriteStartObject("facts");
        foreach (var fact in results.Facts)
            json.WriteString(fact.Name, fact.Value);

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static Results Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        return new(
            ReadMachine(root.GetProperty("machine")),
            DateOnly.Parse(Text(root, "date"), CultureInfo.InvariantCulture),
            root.GetProperty("scale").GetDouble(),
            [.. root.GetProperty("samples").EnumerateArray().Select(ReadSample)],
            [.. root.GetProperty("facts").EnumerateObject().Select(fact => new Fact(fact.Name, fact.Value.GetString()!))]);
    }

    private static void Write(Utf8JsonWriter json, Machine machine)
    {
        json.WriteStartObject("machine");
        json.WriteString("processor", machine.Processor);
        json.WriteNumber("cores", machine.Cores);
        json.WriteNumber("memoryGiB", machine.MemoryGiB);
        json.WriteString("kernel", machine.Kernel);
        json.WriteString("fileSystem", machine.FileSystem);
        json.WriteString("peers", machine.Peers);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Sample sample)
    {
        json.WriteStartObject();
        json.WriteString("workload", sample.Workload.ToString());
        json.WriteString("step", sample.Step.ToString());
        json.WriteString("cache", sample.Cache);
        json.WriteString("contender", sample.Contender);
        json.WriteNumber("round", sample.Round);
        json.WriteNumber("milliseconds", sample.Measured.Milliseconds);
        json.WriteNumber("peakKiB", sample.Measured.PeakKiB);
        json.WriteNumber("readBytes", sample.Measured.ReadBytes);
        json.WriteNumber("writtenBytes", sample.Measured.WrittenBytes);
        json.WriteEndObject();
    }

    private static Machine ReadMachine(JsonElement machine) => new(
        Text(machine, "processor"),
        machine.GetProperty("cores").GetInt32(),
        machine.GetProperty("memoryGiB").GetInt64(),
        Text(machine, "kernel"),
        Text(machine, "fileSystem"),
        Text(machine, "peers"));

    private static Sample ReadSample(JsonElement sample) => new(
        Text(sample, "workload")[0],
        Enum.Parse<CopyStep>(Text(sample, "step")),
        Text(sample, "cache"),
        Text(sample, "contender"),
        sample.GetProperty("round").GetInt32(),
        new(
            sample.GetProperty("milliseconds").GetDouble(),
            sample.GetProperty("peakKiB").GetInt64(),
            sample.GetProperty("readBytes").GetInt64(),
            sample.GetProperty("writtenBytes").GetInt64()));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
