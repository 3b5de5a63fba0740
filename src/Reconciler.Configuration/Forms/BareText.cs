namespace Reconciler.Configuration.Forms;

/// <summary>
/// To us every value is a text. To an editor that reads YAML 1.2, an unquoted <c>1.10</c> is a number and an unquoted <c>true</c> a boolean: whether
/// such a text will do.
/// </summary>
internal enum BareText
{
    None,

    /// <summary>Those that are made of digits, letters, dots and inner dashes.</summary>
    NoSigns,

    Anything,
}
