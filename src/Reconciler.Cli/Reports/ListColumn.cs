using System.Globalization;
using System.Text.Json;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>One fact of a listed thing: a column in text, a field in JSON.</summary>
/// <param name="Field">The field's name in JSON; the heading is the same in capitals unless <see cref="Title"/> says otherwise.</param>
/// <param name="Text">Null where there is nothing to say: <c>-</c> in text, absent in JSON.</param>
/// <param name="Json">Writes the field.</param>
internal sealed record ListColumn<T>(string Field, Func<T, string?> Text, Action<Utf8JsonWriter, T> Json)
{
    internal string Title { get; init; } = Field.ToUpperInvariant();

    internal bool IsNumber { get; init; }

    internal static ListColumn<T> Of(string field, Func<T, string?> text) => new(field, text, (writer, item) => writer.WriteOptional(field, text(item)));

    /// <summary>Another column writes its field.</summary>
    internal static ListColumn<T> OnlyText(string field, Func<T, string?> text) => new(field, text, (_, _) => { });

    internal static ListColumn<T> Number(string field, Func<T, int> number) =>
        new(field, item => number(item).ToString(CultureInfo.InvariantCulture), (writer, item) => writer.WriteNumber(field, number(item))) { IsNumber = true };

    internal static ListColumn<T> Flag(string field, Func<T, bool> flag) =>
        new(field, item => flag(item) ? "yes" : null, (writer, item) => writer.WriteBoolean(field, flag(item)));

    internal static ListColumn<T> Texts(string field, Func<T, IEnumerable<string>> texts) =>
        new(field, item => string.Join(", ", texts(item)) is { Length: > 0 } joined ? joined : null, (writer, item) => writer.WriteTexts(field, texts(item)));

    internal static ListColumn<T> Place(string field, Func<T, SourcePosition?> place) =>
        new(field, item => place(item)?.FileAndLine, (writer, item) => writer.WritePlace(field, place(item)));
}
