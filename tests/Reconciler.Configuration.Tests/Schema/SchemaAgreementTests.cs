using System.Text;
using CsCheck;
using Reconciler.Configuration.Binding;
using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Tests.Schema;

/// <summary>Program and schema say the same of a document, as far as a schema can say it. What it cannot say is a list, and short.</summary>
public sealed class SchemaAgreementTests
{
    /// <summary>What only the program sees: a duration beyond its bounds, a path that leaves the repository, a source that contains the configuration.</summary>
    private static readonly string[] beyondSchemas = ["RCN2012", "RCN2111", "RCN3014"];

    private static readonly Gen<string> documents = Gen.Select(GenMutations.Documents, Gen.Int, (draft, chance) => new DraftText(new Random(chance)).Write(draft));

    [Fact]
    public async Task Verdicts_OfAThousandDocuments_AreEqual() =>
        await documents.Array[1000].SampleAsync(CompareAsync, iter: 1, threads: 1, print: _ => "a thousand documents");

    private static async Task CompareAsync(string[] documents)
    {
        var ofSchema = await SchemaValidator.VerdictsAsync(documents);
        var ofProgram = documents.Select(document => Problems(document).FirstOrDefault(problem => !beyondSchemas.Contains(problem.Code))).ToArray();

        // A thousand times the same verdict would prove nothing.
        Assert.InRange(ofProgram.Count(problem => problem is null), documents.Length / 4, documents.Length * 3 / 4);
        var disagreements = documents.Zip(ofSchema, ofProgram).Where(verdict => (verdict.Second is null) != (verdict.Third is null)).OrderBy(verdict => verdict.First.Length).ToArray();
        Assert.True(disagreements.Length == 0, $"{disagreements.Length} disagreements, such as\n{string.Join('\n', disagreements.Take(8).Select(Described))}");
    }

    private static string Described((string Document, string? OfSchema, Diagnostic? OfProgram) verdict) =>
        $"{verdict.Document}schema:  {verdict.OfSchema ?? "good"}\nprogram: {verdict.OfProgram?.ToString() ?? "good"}\n";

    /// <summary>What is wrong with a document by itself, without the others that it refers to.</summary>
    private static IEnumerable<Diagnostic> Problems(string document)
    {
        var file = YamlFile.Read("reconciler/estate.yaml", Encoding.UTF8.GetBytes(document));
        var binder = new FileBinder(file, "reconciler", new DeclaredResources());
        binder.BindConfiguration();
        return binder.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error);
    }
}
