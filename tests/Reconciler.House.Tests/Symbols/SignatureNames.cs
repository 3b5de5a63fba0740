using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Reconciler.House.Tests.Symbols;

/// <summary>Turns signatures into names as documentation writes them, and notes every type that it meets.</summary>
/// <param name="met">Full names of types, see <see cref="TypeReferences"/>.</param>
internal sealed class SignatureNames(ISet<string> met) : ISignatureTypeProvider<string, object?>
{
    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        // A nested type counts as the top-level one that it stands in.
        var outermost = reader.GetTypeDefinition(handle);
        while (outermost.GetDeclaringType() is { IsNil: false } declaring)
            outermost = reader.GetTypeDefinition(declaring);
        return Meet(FullName(reader.GetString(outermost.Namespace), reader.GetString(outermost.Name)));
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return Meet(type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind)}.{name}"
            : FullName(reader.GetString(type.Namespace), name));
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{WithoutArity(genericType)}{{{string.Join(',', typeArguments)}}}";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => $"System.{typeCode}";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetSZArrayType(string elementType) => $"{elementType}[]";

    public string GetByReferenceType(string elementType) => $"{elementType}@";

    public string GetPointerType(string elementType) => $"{elementType}*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetGenericTypeParameter(object? genericContext, int index) => $"`{index}";

    public string GetGenericMethodParameter(object? genericContext, int index) => $"``{index}";

    public string GetFunctionPointerType(MethodSignature<string> signature) => "=FUNC";

    public string Meet(string type)
    {
        met.Add(type);
        return type;
    }

    private static string FullName(string folder, string name) => folder.Length == 0 ? name : $"{folder}.{name}";

    private static string WithoutArity(string type) => type.LastIndexOf('`') is >= 0 and var tick ? type[..tick] : type;
}
