using Reconciler.Benchmarks.Planning;

return args.FirstOrDefault() switch
{
    "planner" => PlannerBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Benchmarks planner");
    return 1;
}
