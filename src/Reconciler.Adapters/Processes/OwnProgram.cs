namespace Reconciler.Adapters.Processes;

/// <summary>This program itself, to be started again as a child that does one thing.</summary>
internal static class OwnProgram
{
    /// <summary>Absolute: the file beside this assembly, whether it is compiled ahead of time or started by the runtime.</summary>
    internal static string File { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "reconciler.exe" : "reconciler");
}
