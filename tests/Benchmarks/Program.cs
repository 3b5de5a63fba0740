using Reconciler.Benchmarks.State;

return args switch
{
    ["state", .. var rest] => StateBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Benchmarks state [--packages N] [--servers N] [--directory DIR]");
    return 1;
}
