using Reconciler.Benchmarks.Planning;
using Reconciler.Benchmarks.State;

return args switch
{
    ["planner"] => PlannerBenchmark.Run(),
    ["state", .. var rest] => StateBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Benchmarks planner");
    Console.Error.WriteLine("       Benchmarks state [--packages N] [--servers N] [--directory DIR]");
    return 1;
}
