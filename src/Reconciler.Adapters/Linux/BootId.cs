namespace Reconciler.Adapters.Linux;

/// <summary>Tells two starts of this machine apart: what was written before the last one may have lost its bytes.</summary>
internal static class BootId
{
    private const string File = "/proc/sys/kernel/random/boot_id";

    public static string Current { get; } = System.IO.File.ReadAllText(File).Trim();
}
