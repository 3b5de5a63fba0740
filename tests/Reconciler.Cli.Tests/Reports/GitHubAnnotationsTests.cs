using System.Collections.Immutable;
using Reconciler.Cli.Reports;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Tests.Reports;

public sealed class GitHubAnnotationsTests
{
    private const string Ending = "Invalid: 1 error in 3fa9c1d; nothing is planned from it.";

    [Fact]
    public async Task Text_OfProblems_PutsErrorsFirstAndTheClosingLineLast()
    {
        Diagnostic[] diagnostics =
        [
            new(Severity.Note, "RCN4017", new("a.yaml", 3, 1), "the suspension of 'dp-1' ended"),
            new(Severity.Warning, "RCN3101", new("a.yaml", 9, 5), "nobody gets it", Length: 7) { Help = "say who" },
            new(Severity.Error, "RCN2004", new("stores/london.yaml", 12, 11), "unknown field 'bandwith'", Length: 8)
            {
                Help = "did you mean 'bandwidth'?",
                Related = [new(new(new("b.yaml", 1, 2)), "declared here")],
            },
            new(Severity.Error, "RCN1001", new("b.yaml", 0, 0), "the file is too large"),
        ];

        await Verify(GitHubAnnotations.Text([.. diagnostics], Ending));
    }

    [Fact]
    public void Text_OfNamesThatLookLikeCommands_CannotEndTheirCommand()
    {
        ImmutableArray<Diagnostic> diagnostics = [new(Severity.Error, "RCN2004", new("a,title=x::y\n::error::%0A.yaml", 1, 1), "100%\r\n::add-mask::secret")];

        Assert.Equal(
            "::error file=a%2Ctitle=x%3A%3Ay%0A%3A%3Aerror%3A%3A%250A.yaml,line=1,col=1,endColumn=1,title=RCN2004::100%25%0D%0A::add-mask::secret\n::notice title=Reconciler::done\n",
            GitHubAnnotations.Text(diagnostics, "done"));
    }
}
