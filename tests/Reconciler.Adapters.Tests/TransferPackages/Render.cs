using System.Text;
using Reconciler.Core.Placements;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Tests.TransferPackages;

/// <summary>A state as text, whatever table its sets belong to.</summary>
internal static class Render
{
    public static string Text(ActualPlacement actual) => string.Join('\n',
        [
            .. actual.Packages.Values.Select(package => $"{package.Name} {Text(package)}"),
            .. actual.Facts.Values.Select(facts => $"{facts}"),
            .. actual.Corrupt.Select(corrupt => $"{corrupt.Key} {corrupt.Value}"),
            $"{actual.RecordedAt:u}",
        ]);

    public static string Text(TransferPackage package) => Encoding.UTF8.GetString(TransferPackageText.WriteSnapshot(package).Span);
}
