using Reconciler.Benchmarks.Configuration;
using Reconciler.Benchmarks.Copies;
using Reconciler.Benchmarks.Planning;
using Reconciler.Benchmarks.Scale;
using Reconciler.Benchmarks.State;

return args switch
{
    ["configuration", .. var rest] => await ConfigurationBenchmark.RunAsync(rest),
    ["planner"] => PlannerBenchmark.Run(),
    ["state", .. var rest] => StateBenchmark.Run(rest),
    ["scale", .. var rest] => ScaleBenchmark.Run(rest),
    ["copies", .. var rest] => CopiesBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Benchmarks configuration");
    Console.Error.WriteLine("       Benchmarks planner");
    Console.Error.WriteLine("       Benchmarks state [--packages N] [--servers N] [--directory DIR]");
    Console.Error.WriteLine("       Benchmarks scale [--packages N] [--servers N] [--program FILE]");
    Console.Error.WriteLine("       Benchmarks copies [--workload A,B,C,N] [--rounds N] [--scale F] [--cache warm|cold] [--contenders reconciler,rsync,rclone,cp,disk]");
    Console.Error.WriteLine("                         [--directory DIR] [--program FILE] [--json FILE]");
    Console.Error.WriteLine("       Benchmarks copies --table FILE...");
    return 1;
}
