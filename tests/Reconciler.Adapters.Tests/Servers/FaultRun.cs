using Reconciler.Core.Resources;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>
/// Work of <see cref="FaultChild"/> in a process of its own, under strace, which kills it at the Nth call that changes the disk or lets a call
/// fail. <c>RECONCILER_EVERY_CRASH=1</c> kills at every call instead of some.
/// </summary>
internal sealed class FaultRun(string root, FaultWork work)
{
    private const string ChangingCalls = "mkdirat,renameat2,linkat,symlinkat,unlinkat,fchmod,utimensat,fallocate,fsync,syncfs";
    private const int Points = 10;

    public Layout Layout { get; init; }

    public bool AcceptsNonAtomic { get; init; }

    private string Log => root + ".strace";

    /// <summary>Does the work to its end once.</summary>
    /// <returns>The calls to kill at, in order; strace counts each call of a thread by itself.</returns>
    public async Task<(string Call, int Number)[]> CallsAsync()
    {
        await RunAsync([]);
        var counts = new Dictionary<string, int>();
        var calls = File.ReadLines(Log)
            .Select(line => line.Split([' ', '('], StringSplitOptions.RemoveEmptyEntries))
            .GroupBy(words => words[0])
            .MaxBy(ofThread => ofThread.Count())!
            .Select(words => (Call: words[1], Number: counts[words[1]] = counts.GetValueOrDefault(words[1]) + 1))
            .ToArray();
        Assert.InRange(calls.Length, 3, 2000);
        var stride = Environment.GetEnvironmentVariable("RECONCILER_EVERY_CRASH") == "1" ? 1 : Math.Max(1, calls.Length / Points);
        return [.. calls.Where((_, i) => i % stride == 0)];
    }

    public async Task KillAsync((string Call, int Number) at) =>
        Assert.Equal(137, (await RunAsync(["-e", $"inject={at.Call}:signal=KILL:when={at.Number}"])).ExitCode);

    /// <returns>The kind of trouble that this was.</returns>
    public async Task<string> FailAsync(string call, string error)
    {
        await RunAsync(["-e", $"inject={call}:error={error}:when=1"]);
        return await File.ReadAllTextAsync(FaultChild.OutcomeOf(root));
    }

    private async Task<ProcessResult> RunAsync(string[] inject)
    {
        RealPart.Require("strace", "apt-get install strace");
        return await new ProcessRun(
            "strace",
            ["-f", "-qq", "-o", Log, "-e", $"trace={ChangingCalls}", .. inject, Path.Combine(AppContext.BaseDirectory, "Reconciler.Adapters.Tests"),
             "-explicit", "only", "-method", $"*.{nameof(FaultChild.Child_OfAFaultTest_Works)}"])
        {
            Variables = new Dictionary<string, string?>
            {
                [FaultChild.RootVariable] = root,
                [FaultChild.WorkVariable] = work.ToString(),
                [FaultChild.LayoutVariable] = Layout.ToString(),
                [FaultChild.AcceptVariable] = AcceptsNonAtomic.ToString(),
            },
        }.RunAsync();
    }
}

/// <summary>What is done to the package that <see cref="FaultChild.Before"/> is placed as.</summary>
internal enum FaultWork
{
    Update,

    /// <summary>Of many files.</summary>
    LargeUpdate,

    /// <summary>The same content once more: what else is declared has changed.</summary>
    Refresh,

    Withdraw,
}
