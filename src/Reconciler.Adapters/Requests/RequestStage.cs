namespace Reconciler.Adapters.Requests;

/// <summary>How far a request has got.</summary>
public enum RequestStage
{
    Waiting,

    Begun,

    /// <summary>Its answer is complete.</summary>
    Done,
}
