namespace Reconciler.Benchmarks.Copies;

/// <summary>Copies to directory servers, beside what people use for that.</summary>
internal static class CopiesBenchmark
{
    public static int Run(string[] args)
    {
        if (args is ["--table", .. var files])
        {
            Console.Write(CopiesTable.Of(Results.Merge([.. files.Select(ResultsFile.Read)])));
            return 0;
        }

        var options = CopiesOptions.Parse(args);
        options = options with { Program = options.Program.Length > 0 ? Path.GetFullPath(options.Program) : PublishedProgram.Make(options.Directory) };
        Directory.CreateDirectory(options.Directory);
        var results = Measure(options);
        if (options.Json is { } json)
            ResultsFile.Write(json, results);

        Console.Write(CopiesTable.Of(results));
        return 0;
    }

    private static Results Measure(CopiesOptions options)
    {
        var samples = new List<Sample>();
        var facts = new List<Fact>();
        foreach (var workload in options.Workloads)
        {
            var race = new Race(options, workload);
            try
            {
                race.Run(samples, facts);
            }
            finally
            {
                race.CleanUp();
            }
        }

        if (options.MeasuresManyServers)
            facts.AddRange(new ManyServers(options).Measure());

        return new(Machine.Here(options.Directory), DateOnly.FromDateTime(DateTime.UtcNow), options.Scale, samples, facts);
    }

    public static void Say(string text) => Console.Error.WriteLine(text);
}
