namespace Reconciler.Configuration.Tests.Schema;

public sealed class DocumentSchemaTests
{
    /// <summary>Editors of all users read this file.</summary>
    [Fact]
    public Task Text_IsFrozen() => Verify(ConfigurationSchema.Text(), "json");
}
