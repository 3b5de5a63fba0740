using Reconciler.Adapters.Linux;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>The folder in a server's root that is ours, and what lies in it; nothing else there is.</summary>
internal static class OurFolder
{
    public const string Name = ".reconciler";
    public const string Claim = "server.json";
    public const string Receipts = "receipts";
    public const string Seals = "seals";
    public const string Trees = "trees";
    public const string Staging = "staging";
    public const string Extra = "extra";
    public const string Blocks = "blocks";

    /// <summary>Of a package, among receipts and among what is being staged.</summary>
    public static FileName FileOf(PackageName package) =>
        ResourceName.IsValid(package.Value) ? package.Value + ".json" : throw new ArgumentException($"'{package}' is not the name of a package");
}
