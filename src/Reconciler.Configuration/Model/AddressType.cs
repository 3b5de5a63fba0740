using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>A server's address, kept as written: <c>{name}</c> is replaced when the server is known.</summary>
internal sealed class AddressType : ScalarType<string>
{
    private AddressType()
    {
    }

    /// <summary>Of one server.</summary>
    public static AddressType Own { get; } = new();

    /// <summary>Of many servers: it must contain <c>{name}</c>.</summary>
    public static AddressType Inherited { get; } = new();

    public override string Description => "an address";

    public override void WriteSchema(Utf8JsonWriter json) => (this == Own ? AddressForms.Own : AddressForms.Inherited).WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        if (ProblemOf(scalar.Text, scalar.Span) is not { } problem)
            return true;

        problems.Add(problem);
        return false;
    }

    private Diagnostic? ProblemOf(string text, SourceSpan span)
    {
        // A name can only be a good part of a path, so that any other good part proves the rest of the address.
        var example = text.Replace(ServerAddress.NamePlaceholder, "name", StringComparison.Ordinal);
        if (PlaceholderIn(example) is { } placeholder)
            return ValueDiagnostics.UnknownPlaceholder(span, text, placeholder);

        if (!AddressText.TryParse(example, out _, out var problem))
            return ValueDiagnostics.BadAddress(span, text, problem);

        var isForOne = this == Own || text.Contains(ServerAddress.NamePlaceholder, StringComparison.Ordinal);
        return isForOne ? null : ValueDiagnostics.AddressWithoutName(span, text);
    }

    /// <returns>From the first brace to the one that closes it; null when there is none.</returns>
    private static string? PlaceholderIn(string text)
    {
        var start = text.AsSpan().IndexOfAny('{', '}');
        if (start < 0)
            return null;

        var end = text.IndexOf('}', start);
        return end < 0 ? text[start..] : text[start..(end + 1)];
    }
}
