namespace Reconciler.Core.TransferPackages;

/// <summary>One installation: one state, one set of servers. Random, made by the first sync.</summary>
/// <param name="Value">32 lowercase hexadecimal characters.</param>
public readonly record struct EstateId(string Value)
{
    /// <summary>What messages show: enough to tell two apart and to type.</summary>
    public string Short => Value.Length > 8 ? Value[..8] : Value;

    public static bool IsValid(string value) => value.Length == 32 && value.All(char.IsAsciiHexDigitLower);

    public override string ToString() => Value;
}
