using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Tests.Servers.Sftp;

/// <summary>The contract, with versions side by side; a reader follows the pointer.</summary>
public sealed class SftpVersionsTests(SftpHost host) : SftpServerTests(host)
{
    protected override Layout Layout => Layout.Versions;
}
