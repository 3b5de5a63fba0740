using Reconciler.Core.Resources;

namespace Reconciler.Engine.Tests.Servers;

/// <summary>The contract, with versions side by side.</summary>
public sealed class InMemoryVersionsServerTests : InMemoryServerTests
{
    protected override Layout Layout => Layout.Versions;
}
