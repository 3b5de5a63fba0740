using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

public static class PlanFile
{
    public static byte[] Write(Plan plan, ServerForm form) => throw new NotSupportedException(plan.Hash + form);

    public static Plan Read(ReadOnlySpan<byte> json, ServerTable table) => throw new NotSupportedException($"{json.Length} {table.Count}");
}

public enum ServerForm
{
    Names,
    Compact,
}
