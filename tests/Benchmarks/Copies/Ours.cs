using System.Globalization;
using System.Text;

namespace Reconciler.Benchmarks.Copies;

/// <summary>The real program, on a repository, a state and servers of its own.</summary>
/// <param name="program">Compiled ahead of time.</param>
internal sealed class Ours(string program, string directory, string source, int servers) : Contender(CopiesTable.Us, directory)
{
    private int version = 1;
    private int declared = servers;
    private bool isFollowed;

    /// <summary>Where servers' roots begin.</summary>
    public string Servers => Path.Combine(Directory, "servers");

    public string[] Sync => [program, "sync", .. Place, "--config", Settings];

    private string Repository => Path.Combine(Directory, "repository");

    private string Settings => Path.Combine(Directory, "settings.json");

    private string[] Place => ["--repo", Repository, "--state", Path.Combine(Directory, "state")];

    public override void Prepare(CopyStep step)
    {
        switch (step)
        {
            case CopyStep.FirstCopy:
                Begin();
                break;
            case CopyStep.OneFileChanged:
                version++;
                break;
            case CopyStep.OneMoreServer:
                declared++;
                break;
            case CopyStep.NothingToDoFollowed:
                isFollowed = true;
                break;
            default:
                return;
        }

        Commit(step.ToString());
        if (step == CopyStep.NothingToDoFollowed)
            Shell.Run(Sync);
    }

    public override IReadOnlyList<string[]> Commands(CopyStep step) => step switch
    {
        CopyStep.CheckByStat => [[program, "verify", .. Place, "--config", Settings, "--proof", "stat"]],
        CopyStep.CheckByContent => [[program, "verify", .. Place, "--config", Settings, "--proof", "read"]],
        _ => [Sync],
    };

    private void Begin()
    {
        System.IO.Directory.CreateDirectory(Repository);
        Shell.Run("git", "-C", Repository, "init", "--quiet", "--initial-branch=main");
        File.WriteAllText(Settings, $$"""{ "allow": { "roots": ["{{Servers}}"], "sources": ["{{source}}"] } }""");
    }

    private void Commit(string message)
    {
        for (var number = 1; number <= declared; number++)
            System.IO.Directory.CreateDirectory(Server(number));

        File.WriteAllText(Path.Combine(Repository, "servers.yaml"), Documents());
        File.WriteAllText(Path.Combine(Repository, "content.yaml"), Package());
        Shell.Run("git", "-C", Repository, "add", "--all");
        Shell.Run("git", "-C", Repository, "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com", "commit", "--quiet", "--message", message);
    }

    private string Documents()
    {
        var text = new StringBuilder();
        for (var number = 1; number <= declared; number++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $$"""
                ---
                apiVersion: reconciler/v1
                kind: DistributionServer
                metadata: { name: dp-{{number:000}} }
                spec: { address: "{{Server(number)}}", default: true }
                """);
        }

        return text.ToString();
    }

    private string Package() => $$"""
        apiVersion: reconciler/v1
        kind: Package
        metadata: { name: content }
        spec:
          version: "{{version}}"
          source: { directory: "{{source}}"{{(isFollowed ? ", follow: true" : "")}} }

        """;
}
