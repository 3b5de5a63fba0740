namespace Reconciler.Adapters.Content;

/// <summary>What a collection of the content store freed.</summary>
public sealed record CollectedContent(int Manifests, int Objects, long Bytes);
