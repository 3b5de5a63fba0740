using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Checks;

/// <summary>Groups that contain themselves, each cycle once. Without recursion: a chain of groups may be as long as the files allow.</summary>
internal sealed class GroupCycles
{
    private readonly Dictionary<string, ServerGroup> groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> finished = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> depthOnPath = new(StringComparer.Ordinal);
    private readonly List<(ServerGroup Group, int Next)> path = [];
    private readonly ProblemList problems;

    private GroupCycles(IEnumerable<ServerGroup> declared, ProblemList problems)
    {
        this.problems = problems;
        foreach (var group in declared)
            groups.TryAdd(group.Name.Value, group);
    }

    public static void Check(IEnumerable<ServerGroup> declared, ProblemList problems)
    {
        var cycles = new GroupCycles(declared, problems);
        foreach (var name in cycles.groups.Keys.Order(StringComparer.Ordinal))
            cycles.Walk(name);
    }

    private void Walk(string start)
    {
        Enter(start);
        while (path.Count > 0)
        {
            var (group, next) = path[^1];
            if (next == group.Groups.Length)
            {
                Leave();
                continue;
            }

            path[^1] = (group, next + 1);
            var reference = group.Groups[next];
            if (depthOnPath.TryGetValue(reference.Name, out var depth))
                Report(depth);
            else
                Enter(reference.Name);
        }
    }

    private void Enter(string name)
    {
        if (finished.Contains(name) || !groups.TryGetValue(name, out var group))
            return;

        depthOnPath.Add(name, path.Count);
        path.Add((group, 0));
    }

    private void Leave()
    {
        var name = path[^1].Group.Name.Value;
        path.RemoveAt(path.Count - 1);
        depthOnPath.Remove(name);
        finished.Add(name);
    }

    private static CycleStep Step(ServerGroup group, Reference member) => new(group.Name.Value, member.Name, SourceSpan.Of(member.At, member.Name));

    private void Report(int depth)
    {
        var cycle = path.Skip(depth).Select(step => Step(step.Group, step.Group.Groups[step.Next - 1]));
        problems.Add(ReferenceDiagnostics.GroupCycle([.. cycle]));
    }
}
