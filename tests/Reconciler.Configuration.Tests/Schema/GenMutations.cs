using System.Text.RegularExpressions;
using CsCheck;

namespace Reconciler.Configuration.Tests.Schema;

/// <summary>Up to three changes at chance places of a good document: most make it bad, and some do not.</summary>
internal static partial class GenMutations
{
    private const string Letters = "aZ09 ._-/\\:*?[]{}!^,é~#'\"<\n";

    private static readonly Gen<Draft> shapes = Gen.OneOf<Draft>(
        new Draft.Nothing(), new Draft.Items([]), new Draft.Fields([]), new Draft.Items([new Draft.Text("a")]), new Draft.Fields([KeyValuePair.Create<string, Draft>("a", new Draft.Text("b"))]));

    private static readonly Gen<Draft> values = Gen.OneOf(shapes, OddTexts.Gen.Select(text => (Draft)new Draft.Text(text)), OddTexts.Gen.Select(text => (Draft)new Draft.Text(text)));

    private static readonly Gen<string> names = Gen.OneOf(Gen.OneOf(GenDrafts.FieldNames), Gen.OneOf("unknown", "", "Spec", "1", "kind"));

    private static readonly Gen<Func<Draft, Draft>> changes =
        from kind in Gen.Int[0, 5]
        from at in Gen.Int[0, 40]
        from letter in Gen.OneOf(Letters.ToCharArray())
        from name in names
        from value in values
        select (Func<Draft, Draft>)(draft => Changed(draft, kind, at, letter, KeyValuePair.Create(name, value)));

    public static Gen<Draft> Documents { get; } =
        from document in GenDrafts.Documents
        from mutations in Gen.Select(Gen.Int[1, 1000], changes).Array[0, 3]
        select mutations.Aggregate(document, (draft, mutation) => Mutated(draft, mutation.Item1 % draft.Places, mutation.Item2));

    /// <summary>An empty document is none, and nobody is asked about it.</summary>
    private static Draft Mutated(Draft document, int place, Func<Draft, Draft> change) =>
        document.Change(place, change) is Draft.Fields changed ? changed : document;

    private static Draft Changed(Draft draft, int kind, int at, char letter, KeyValuePair<string, Draft> field) => (kind, draft) switch
    {
        (0, not Draft.Fields { All.Length: > 2 }) => field.Value,
        (< 4, Draft.Text text) => new Draft.Text(Edited(text.Value, kind, at, letter)),
        (1, Draft.Fields { All.IsEmpty: false } fields) => new Draft.Fields(fields.All.RemoveAt(at % fields.All.Length)),
        (1, Draft.Items { All.IsEmpty: false } items) => new Draft.Items(items.All.RemoveAt(at % items.All.Length)),
        (2, Draft.Fields fields) when fields.All.All(known => known.Key != field.Key) => new Draft.Fields(fields.All.Insert(at % (fields.All.Length + 1), field)),
        (2, Draft.Items items) => new Draft.Items(items.All.Insert(at % (items.All.Length + 1), field.Value)),
        (3, Draft.Fields { All.IsEmpty: false } fields) => Renamed(fields, at % fields.All.Length, at / 4, letter),
        (4, Draft.Items { All: [var only] }) => only,
        (4, not Draft.Fields { All.Length: > 2 }) => new Draft.Items([draft]),
        _ => draft,
    };

    private static Draft.Fields Renamed(Draft.Fields fields, int index, int at, char letter)
    {
        var name = Edited(fields.All[index].Key, 2, at, letter);
        return fields.All.Any(known => known.Key == name) ? fields : new(fields.All.SetItem(index, KeyValuePair.Create(name, fields.All[index].Value)));
    }

    /// <summary>A letter more, less, or another one.</summary>
    private static string Edited(string text, int kind, int at, char letter)
    {
        at %= text.Length + 1;
        var edited = kind switch
        {
            1 => text.Insert(at, $"{letter}"),
            _ when at == text.Length => text,
            2 => text.Remove(at, 1),
            _ => text.Remove(at, 1).Insert(at, $"{letter}"),
        };

        // That such a range holds nothing is beyond a schema.
        return EmptyRange().Matches(edited).Any(range => range.Groups[1].Value[0] > range.Groups[2].Value[0]) ? text : edited;
    }

    [GeneratedRegex("(.)-(.)", RegexOptions.Singleline)]
    private static partial Regex EmptyRange();
}
