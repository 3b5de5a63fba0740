using System.Text;
using CsCheck;
using Reconciler.Configuration.Binding;
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

    [Fact]
    public async Task Verdicts_OfEveryOddTextInEveryField_AreEqual()
    {
        var writing = new DraftText(new Random(1));
        await CompareAsync([.. OddTexts.All.SelectMany(FilledFields.Documents).Select(writing.Write)]);
    }

    private static async Task CompareAsync(string[] documents)
    {
        var ofSchema = await SchemaValidator.VerdictsAsync(documents);
        var ofProgram = documents.Select(document => Problems(document).FirstOrDefault(problem => !beyondSchemas.Contains(problem.Code))).ToArray();

        // The same verdict every time would prove nothing.
        Assert.InRange(ofProgram.Count(problem => problem is null), documents.Length / 10, documents.Length * 9 / 10);
        var disagreements = documents.Zip(ofSchema, ofProgram).Where(verdict => (verdict.Second is null) != (verdict.Third is null)).OrderBy(verdict => verdict.First.Length).ToArray();
        Assert.True(disagreements.Length == 0, $"{disagreements.Length} disagreements, such as\n{string.Join('\n', disagreements.Take(8).Select(Described))}");
    }

    /// <summary>The list in <c>src/README.md</c> says these in words.</summary>
    [Fact]
    public async Task Verdicts_ThatDiffer_AreTheseOnly()
    {
        (string Kind, string Spec)[] cases =
        [
            ("Policy", "{ removalGrace: 40000d }"),
            ("Package", "{ source: { path: ../../elsewhere } }"),
            ("Package", "{ source: { path: ./ } }"),
            ("Package", "{ source: { path: p }, include: ['[z-a]'] }"),
            ("DistributionServer", "{ address: 'file:///srv/%2e%2e' }"),
            ("Package", $"{{ source: {{ path: p }}, publishAs: {new string('é', 200)} }}"),
            ("DistributionServer", $"{{ address: '{string.Concat(Enumerable.Repeat("😀", 600))}' }}"),
            ("DistributionServer", "{ address: a, retain: 0x10 }"),
            ("DistributionServer", "{ address: a, retain: 1.0 }"),
            ("DistributionServer", "{ address: a, default: True }"),
            ("Package", "{ source: { path: p }, version: .5 }"),
            ("Package", "{ source: { path: p }, version: 1e21 }"),
            ("Site", "{ parent: null }"),
            ("Site", "{ parent: 2e400 }"),
        ];
        var documents = cases.Select(given => Given.Document(given.Kind, "default", given.Spec)).ToArray();

        var ofSchema = await SchemaValidator.VerdictsAsync(documents);

        var lines = cases.Zip(documents, ofSchema).Select(tried =>
            $"{tried.First.Kind} {Shortened(tried.First.Spec)}\n  program: {Problems(tried.Second).FirstOrDefault()?.Code ?? "good"}; schema: {(tried.Third is null ? "good" : "bad")}\n");
        await Verify(string.Concat(lines));
    }

    private static string Shortened(string text) => text.Length > 80 ? $"{text[..40]}…" : text;

    private static string Described((string Document, string? OfSchema, Diagnostic? OfProgram) verdict) =>
        $"{verdict.Document}schema:  {verdict.OfSchema ?? "good"}\nprogram: {verdict.OfProgram?.ToString() ?? "good"}\n";

    /// <summary>What is wrong with a document by itself, without the others that it refers to.</summary>
    private static IEnumerable<Diagnostic> Problems(string document) =>
        FileReading.Of(YamlFile.Read("reconciler/estate.yaml", Encoding.UTF8.GetBytes(document)), "reconciler").Problems.Where(problem => problem.Severity == Severity.Error);
}
