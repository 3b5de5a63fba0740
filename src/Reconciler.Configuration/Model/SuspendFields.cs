namespace Reconciler.Configuration.Model;

internal static class SuspendFields
{
    public static Field<string> Reason { get; } = new("reason", TextTypes.Reason, "Why, for whoever meets the held server.")
    {
        IsRequired = true,
        Examples = ["disk replacement"],
    };

    public static Field<DateTimeOffset> Until { get; } = new("until", InstantType.Instance, "When it ends by itself; a day begins at 00:00 UTC.")
    {
        DefaultInWords = "when the lines are taken out",
        Examples = ["2026-12-01", "2026-12-01T18:00Z"],
    };

    public static ObjectType Object { get; } = new(new("'suspend'", [Reason, Until]));
}
