namespace Reconciler.Engine.TransferPackages;

/// <summary>The rule for a plan's hash: lowercase hexadecimal.</summary>
public static class SavedPlanName
{
    /// <summary>Fewer characters are refused: too easily somebody else's plan.</summary>
    public const int MinPrefix = 8;

    public static bool IsPrefix(string text) => text.Length >= MinPrefix && text.All(char.IsAsciiHexDigitLower);
}
