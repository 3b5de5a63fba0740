namespace Reconciler.Core.Planning;

/// <summary>What a plan does with a placement.</summary>
public enum ActionKind
{
    /// <summary>The server should hold the package and does not.</summary>
    Place,

    /// <summary>It holds another digest.</summary>
    Update,

    /// <summary>It holds the digest, but drift was found, a refresh was asked for, an action was interrupted, or the package's rule says so.</summary>
    Refresh,

    /// <summary>It holds the package and should not.</summary>
    Remove,

    /// <summary>Its server is no longer declared; what it holds is left there.</summary>
    Leave,

    /// <summary>Nothing to do.</summary>
    Keep,
}

public static class ActionKindText
{
    /// <summary>The word in JSON and in the plan's hash. Never changes.</summary>
    public static string Word(this ActionKind kind) => kind switch
    {
        ActionKind.Place => "place",
        ActionKind.Update => "update",
        ActionKind.Refresh => "refresh",
        ActionKind.Remove => "remove",
        ActionKind.Leave => "leave",
        ActionKind.Keep => "keep",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown action"),
    };

    /// <exception cref="FormatException">Not such a word.</exception>
    public static ActionKind Parse(string word) =>
        Enum.GetValues<ActionKind>().Where(kind => kind.Word() == word).Select(kind => (ActionKind?)kind).FirstOrDefault()
        ?? throw new FormatException($"'{word}' is not an action of a plan");

    public static char Sign(this ActionKind kind) => kind switch
    {
        ActionKind.Place => '+',
        ActionKind.Update => '~',
        ActionKind.Refresh => '*',
        ActionKind.Remove => '-',
        ActionKind.Leave => '.',
        ActionKind.Keep => '=',
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown action"),
    };
}
