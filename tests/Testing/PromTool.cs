namespace Reconciler.Testing;

/// <summary>Prometheus' own opinion of metrics, rules and settings: <c>promtool</c>, of the package <c>prometheus</c>, which need not be installed for it.</summary>
public static class PromTool
{
    private const string Below = ".cache/reconciler-tests/promtool";

    private static readonly string usual = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Below, "usr", "bin");

    /// <summary>As <see cref="RealPart.Require"/>.</summary>
    public static ProcessRun Require(params string[] arguments) => new(
        RealPart.Require("promtool", $"apt-get download prometheus && dpkg --extract prometheus_*.deb ~/{Below}", usual), arguments);
}
