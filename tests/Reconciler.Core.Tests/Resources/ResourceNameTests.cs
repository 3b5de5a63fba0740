using System.Text.RegularExpressions;
using CsCheck;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Resources;

/// <summary>The rules are written twice, as code and as the pattern that messages and the schema show. Here they meet.</summary>
public class ResourceNameTests
{
    private static readonly Gen<string> almost = Gen.Char["azAZ09._-+ /\u00e9\u0660\n"].Array[0, 8].Select(characters => new string(characters));

    [Fact]
    public void IsValid_AnyName_AgreesWithThePattern() =>
        almost.Sample(name => ResourceName.IsValid(name) == Regex.IsMatch(name, $@"\A{ResourceName.Pattern}\z"), iter: 3000);

    [Fact]
    public void IsValid_AnyVersion_AgreesWithThePattern() =>
        almost.Sample(version => PackageVersion.IsValid(version) == Regex.IsMatch(version, $@"\A{PackageVersion.Pattern}\z"), iter: 3000);

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void IsValid_LongName_EndsAtTheLimit(int length, bool expected) => Assert.Equal(expected, ResourceName.IsValid(new string('a', length)));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void IsValid_LongVersion_EndsAtTheLimit(int length, bool expected) => Assert.Equal(expected, PackageVersion.IsValid(new string('1', length)));
}
