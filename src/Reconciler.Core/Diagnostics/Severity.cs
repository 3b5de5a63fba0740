namespace Reconciler.Core.Diagnostics;

public enum Severity
{
    /// <summary>Worth knowing; changes nothing.</summary>
    Note,

    /// <summary>Probably not what was meant; the commit stays valid.</summary>
    Warning,

    /// <summary>The commit is invalid: nothing is planned from it.</summary>
    Error,
}
