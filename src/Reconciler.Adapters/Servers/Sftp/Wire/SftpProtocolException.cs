namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>What came is not SFTP.</summary>
/// <param name="what">What was sent, as it stands after "the server sent".</param>
internal sealed class SftpProtocolException(string what) : IOException($"the server sent {what}");
