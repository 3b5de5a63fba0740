using System.Diagnostics.CodeAnalysis;
using Reconciler.Configuration.Yaml;

namespace Reconciler.Configuration.Model;

/// <summary>A single value. Its text is taken as written: quotes make no difference.</summary>
internal abstract class ScalarType<T> : FieldType<T>
{
    public sealed override bool TryRead(string field, YamlNode node, ProblemList problems, [MaybeNullWhen(false)] out T value)
    {
        if (node is ScalarNode { IsNothing: false } scalar)
            return TryRead(field, scalar, problems, out value);

        ReportShape(field, node, problems);
        value = default;
        return false;
    }

    protected abstract bool TryRead(string field, ScalarNode scalar, ProblemList problems, [MaybeNullWhen(false)] out T value);
}
