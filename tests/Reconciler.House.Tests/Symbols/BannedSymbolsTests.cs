using Reconciler.House.Tests.Symbols.Samples;

namespace Reconciler.House.Tests.Symbols;

public class BannedSymbolsTests
{
    private static readonly BannedSymbol[] banned = [.. BannedSymbol.ReadAll(Repository.Read("BannedSymbols.txt"))];

    [Theory]
    [InlineData("Core")]
    [InlineData("Configuration")]
    [InlineData("Engine")]
    [InlineData("Adapters")]
    [InlineData("Cli")]
    public void Symbols_OfAProject_AreAllowed(string project) =>
        Rule.Holds(
            from type in AssemblyReferences.Read(Repository.AssemblyFile(project))
            from symbol in banned
            from violation in symbol.Violations(project, type)
            select violation);

    /// <summary>A name that is misspelt bans nothing.</summary>
    [Fact]
    public void Symbols_InTheList_Exist() =>
        Rule.Holds(banned.Where(symbol => !Exists(symbol)).Select(symbol => $"BannedSymbols.txt: {symbol.Kind}:{symbol.Name} does not exist; correct the name."));

    [Fact]
    public void Symbols_Exceptions_AreProjectsOrTypes()
    {
        var types = Repository.SourceFiles.Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet();

        Rule.Holds(
            from symbol in banned
            from exception in symbol.Except
            where !Repository.Projects.Contains(exception) && !types.Contains(exception)
            select $"BannedSymbols.txt: {symbol.Name} excepts '{exception}', which is no project and no type; remove it.");
    }

    private static bool Exists(BannedSymbol symbol)
    {
        if (symbol.Kind == 'T')
            return Find(symbol.Name) is not null;

        var withoutParameters = symbol.Name.Split('(')[0];
        var dot = withoutParameters.LastIndexOf('.');
        return Find(withoutParameters[..dot])?.GetMember(withoutParameters[(dot + 1)..]).Length > 0;
    }

    private static Type? Find(string name) => new[]
    {
        typeof(object), typeof(Console), typeof(System.Text.Json.JsonSerializer), typeof(System.Diagnostics.Process), typeof(HttpClient),
        typeof(System.Security.Cryptography.RandomNumberGenerator),
    }.Select(known => known.Assembly.GetType(name)).FirstOrDefault(found => found is not null);

    [Theory]
    [InlineData("T:System.IO.StreamWriter; a", 1)]
    [InlineData("P:System.DateTime.UtcNow; a", 1)]
    [InlineData("P:System.DateTime.Now; a", 0)]
    [InlineData("M:System.IO.File.Move; a", 1)]
    [InlineData("M:System.IO.File.Move(System.String,System.String,System.Boolean); a", 1)]
    [InlineData("M:System.IO.File.Move(System.String,System.String); a", 0)]
    [InlineData("P:System.Threading.Tasks.Task`1.Result; a", 1)]
    [InlineData("T:System.IO.StreamWriter; a [except Cli]", 1)]
    [InlineData("T:System.IO.StreamWriter; a [except Cli, Core]", 0)]
    [InlineData("T:System.IO.StreamWriter; a [except Offender]", 0)]
    public void Violations_OfTheSample_AreSeen(string line, int expected)
    {
        var sample = AssemblyReferences.Read(typeof(Offender).Assembly.Location).Single(type => type.Name == nameof(Offender));

        Assert.Equal(expected, BannedSymbol.Read(line).Violations("Core", sample).Count());
    }

    [Fact]
    public void Violations_Message_SaysWhoWhatAndWhatInstead()
    {
        var type = new TypeReferences("Reconciler.Engine", "Loop", new HashSet<string> { "System.Console" }, new HashSet<string>());

        Assert.Equal(
            ["Reconciler.Engine.Loop (Engine) uses System.Console: Write to the output that the verb was given."],
            BannedSymbol.Read("T:System.Console; Write to the output that the verb was given. [except Cli]").Violations("Engine", type));
    }

    [Theory]
    [InlineData("System.Console; no kind")]
    [InlineData("T:System.Console")]
    [InlineData("T:System.Console; [except Cli]")]
    [InlineData("F:System.Console; kind that is not known")]
    public void Read_NoSymbolOrNoReplacement_IsRefused(string line) => Assert.Throws<FormatException>(() => BannedSymbol.Read(line));
}
