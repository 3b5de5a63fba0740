namespace Reconciler.Adapters.Content;

/// <summary>What a collection of the content store freed.</summary>
/// <param name="Bytes">Of these, and of files that a killed process left half written.</param>
public sealed record CollectedContent(int Manifests, int Objects, long Bytes);
