using Reconciler.Cli.Calls;
using Reconciler.Configuration;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class SchemaVerbTests
{
    [Fact]
    public async Task Schema_IsPrintedAndSavedAlike()
    {
        using var cli = new CliFixture();

        var printed = await cli.RunAsync("schema");
        var saved = await cli.RunAsync("schema", "--save", "reconciler.schema.json");

        Assert.Equal((ExitCode.Done, ConfigurationSchema.Text()), (printed.ExitCode, printed.Out));
        Assert.Equal((ExitCode.Done, ""), (saved.ExitCode, saved.Out));
        Assert.Equal(printed.Out, File.ReadAllText(Path.Combine(cli.Repository.Path, "reconciler.schema.json")));
    }

    [Fact]
    public async Task Schema_SavedWhereNothingCanBe_SaysSo()
    {
        using var cli = new CliFixture();

        var saved = await cli.RunAsync("schema", "--save", "no/such/directory.json");

        Assert.Equal(ExitCode.Error, saved.ExitCode);
        Assert.StartsWith("error: the schema cannot be saved: ", saved.Error, StringComparison.Ordinal);
    }
}
