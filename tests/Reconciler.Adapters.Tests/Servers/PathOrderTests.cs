using System.Text;
using CsCheck;
using Reconciler.Adapters.Servers.Forms;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class PathOrderTests
{
    private static readonly string[] parts = ["a", "b", "/", "-", "\ud7ff", "\ue000", "\uffff", "\ud800\udc00", "\udbff\udfff"];
    private static readonly Gen<string> text = Gen.Int[0, parts.Length - 1].Array[0, 5].Select(chosen => string.Concat(chosen.Select(i => parts[i])));

    [Fact]
    public void Compare_AnyTwo_IsTheOrderOfTheirBytes() => Gen.Select(text, text).Sample((x, y) =>
        Math.Sign(PathOrder.Utf8.Compare(x, y)) == Math.Sign(Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y))));
}
