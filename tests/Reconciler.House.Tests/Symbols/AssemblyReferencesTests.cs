using Reconciler.House.Tests.Symbols.Samples;
using Reconciler.House.Tests.Symbols.Samples.Lower;

namespace Reconciler.House.Tests.Symbols;

public class AssemblyReferencesTests
{
    private static readonly IReadOnlyList<TypeReferences> all = AssemblyReferences.Read(typeof(AssemblyReferencesTests).Assembly.Location);

    private static TypeReferences Of(Type type) => all.Single(candidate => candidate.FullName == type.FullName);

    [Theory]
    [InlineData("System.IO.StreamWriter")]
    [InlineData("System.InvalidTimeZoneException")]
    [InlineData("System.Threading.Tasks.Task`1")]
    public void Read_TypesOfOtherAssemblies_AreFound(string type) => Assert.Contains(type, Of(typeof(Offender)).Types);

    [Fact]
    public void Read_TypesOfItsOwn_AreFound()
    {
        Assert.Contains(typeof(Lowest).FullName!, Of(typeof(Offender)).Types);
        Assert.Contains(typeof(OnlyAnArgument).FullName!, Of(typeof(Offender)).Types);
    }

    [Theory]
    [InlineData("System.IO.File.Move(System.String,System.String,System.Boolean)")]
    [InlineData("System.DateTime.get_UtcNow()")]
    [InlineData("System.Threading.Tasks.Task`1.get_Result()")]
    [InlineData("System.Runtime.CompilerServices.TaskAwaiter`1.GetResult()")]
    [InlineData("System.Threading.Thread.Sleep(System.Int32)")]
    public void Read_Members_AreFound(string member) => Assert.Contains(member, Of(typeof(Offender)).Members);

    [Fact]
    public void Read_Await_IsNotBlocking() => Assert.DoesNotContain(Of(typeof(Awaiting)).Members, member => member.Contains("Awaiter.GetResult", StringComparison.Ordinal) || member.Contains("Awaiter`1.GetResult", StringComparison.Ordinal));

    [Fact]
    public void Read_TypesOfTheCompiler_AreLeftOut() => Assert.DoesNotContain(all, type => type.Name.StartsWith('<'));
}
