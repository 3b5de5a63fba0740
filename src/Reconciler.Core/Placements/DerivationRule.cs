namespace Reconciler.Core.Placements;

/// <summary>The parts of the one definition, in its order.</summary>
public enum DerivationRule
{
    /// <summary>An item of <c>to</c>, or the Default Servers where there is none.</summary>
    To,

    Sites,

    /// <summary><c>fallbackToDefaultServers</c>.</summary>
    Fallback,

    Except,

    /// <summary><c>retire: true</c> of the server.</summary>
    ServerRetired,

    /// <summary><c>retire: true</c> of the package.</summary>
    PackageRetired,
}

public enum StepEffect
{
    Selects,

    TakesAway,

    /// <summary>It was asked, and changes nothing.</summary>
    Nothing,
}

public static class DerivationWords
{
    /// <summary>The word in JSON. Never changes.</summary>
    public static string Word(this DerivationRule rule) => rule switch
    {
        DerivationRule.To => "to",
        DerivationRule.Sites => "sites",
        DerivationRule.Fallback => "fallback",
        DerivationRule.Except => "except",
        DerivationRule.ServerRetired => "server-retired",
        DerivationRule.PackageRetired => "package-retired",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "unknown rule"),
    };

    /// <inheritdoc cref="Word(DerivationRule)"/>
    public static string Word(this StepEffect effect) => effect switch
    {
        StepEffect.Selects => "selects",
        StepEffect.TakesAway => "takes-away",
        StepEffect.Nothing => "nothing",
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "unknown effect"),
    };
}
