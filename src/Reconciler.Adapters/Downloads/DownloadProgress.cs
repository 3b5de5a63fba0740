namespace Reconciler.Adapters.Downloads;

/// <param name="Url">Without its query.</param>
/// <param name="Bytes">So many are here, from all tries.</param>
/// <param name="TotalBytes">As the server says; null when it does not.</param>
/// <param name="HasEnded">Well or not; nothing follows.</param>
public readonly record struct DownloadProgress(string Url, long Bytes, long? TotalBytes, bool HasEnded);
