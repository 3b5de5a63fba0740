using System.Collections.Immutable;
using System.Text;
using Reconciler.Adapters.Requests;
using Reconciler.Adapters.TransferPackages;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The directory <c>requests/</c> of a site server, without a program that asks.</summary>
internal sealed class RequestBox(SiteServer site)
{
    private readonly RequestFiles files = new(new StateDirectory(site.State));

    private string Directory => Path.Combine(site.State, "requests");

    /// <summary>Names of files that are neither waiting nor being done, nor answers.</summary>
    internal string[] Names => System.IO.Directory.Exists(Directory) ? [.. System.IO.Directory.EnumerateFiles(Directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    internal int Waiting => Names.Count(name => name.EndsWith(".request", StringComparison.Ordinal));

    internal string PathOf(string id, string extension) => Path.Combine(Directory, $"{id}.{extension}");

    /// <returns>Its id.</returns>
    internal string Put(params string[] arguments) => Put(0, "tester@here", arguments);

    internal string Put(int interruptions, string actor, params string[] arguments)
    {
        var id = RequestFiles.NewId(TimeProvider.System.GetUtcNow());
        PutAs(id, interruptions, actor, arguments);
        return id;
    }

    internal void PutAs(string id, int interruptions, string actor, params string[] arguments)
    {
        System.IO.Directory.CreateDirectory(Directory);
        files.Put(new(
            id, actor, [.. arguments], new(site.Repository.Path, null, null, null), new(false, false, false, 80), ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty)
        {
            Interruptions = interruptions,
        });
    }

    /// <summary>As if a process had begun it, and been killed.</summary>
    internal void LeaveBegun(string id, string answer = "")
    {
        File.Move(PathOf(id, "request"), PathOf(id, "begun"));
        if (answer.Length > 0)
            File.WriteAllText(PathOf(id, "answer"), answer);
    }

    /// <returns>Exit code null while there is none.</returns>
    internal (string Out, string Error, int? ExitCode) AnswerOf(string id)
    {
        var (output, error, exit) = (new StringBuilder(), new StringBuilder(), default(int?));
        foreach (var part in files.ReaderOf(id).ReadOn())
        {
            switch (part)
            {
                case AnswerPart.Out text:
                    output.Append(text.Text);
                    break;
                case AnswerPart.Error text:
                    error.Append(text.Text);
                    break;
                case AnswerPart.Exit code:
                    exit = code.Code;
                    break;
            }
        }

        return (output.ToString(), error.ToString(), exit);
    }
}
