using Reconciler.Benchmarks.Configuration;
using Reconciler.Benchmarks.Planning;
using Reconciler.Benchmarks.State;

return args switch
{
    ["configuration", .. var rest] => await ConfigurationBenchmark.RunAsync(rest),
    ["planner"] => PlannerBenchmark.Run(),
    ["state", .. var rest] => StateBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Benchmarks configuration");
    Console.Error.WriteLine("       Benchmarks planner");
    Console.Error.WriteLine("       Benchmarks state [--packages N] [--servers N] [--directory DIR]");
    return 1;
}
