namespace Reconciler.Configuration.Binding;

/// <summary>Whether a YAML document is one of ours.</summary>
internal enum DocumentForm
{
    Ours,

    /// <summary>Meant to be ours, by its <c>apiVersion</c>, but not of a version that is known.</summary>
    UnknownVersion,

    Foreign,
}
