using Reconciler.Core.Diagnostics;

namespace Reconciler.Engine.Repositories;

/// <summary>A package's source cannot be read as it stands. Only its package is held.</summary>
/// <param name="diagnostic">Names the source's line in the configuration.</param>
public sealed class SourceException(Diagnostic diagnostic, SourceFault fault, Exception? inner = null) : Exception(diagnostic.Sentence, inner)
{
    /// <summary>It holds what a package cannot, or cannot be read.</summary>
    public SourceException(Diagnostic diagnostic)
        : this(diagnostic, SourceFault.Failed)
    {
    }

    public Diagnostic Diagnostic { get; } = diagnostic;

    public SourceFault Fault { get; } = fault;
}

public enum SourceFault
{
    /// <summary>Missing, unreadable, or it holds what a package cannot.</summary>
    Failed,

    /// <summary>It changed while it was read.</summary>
    Changing,

    /// <summary>The operator's settings do not allow it.</summary>
    NotAllowed,
}
