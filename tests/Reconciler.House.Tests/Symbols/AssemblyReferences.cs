using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Reconciler.House.Tests.Symbols;

/// <summary>Reads what the types of a built assembly refer to: in signatures, attributes, local variables and instructions.</summary>
internal sealed class AssemblyReferences
{
    private readonly PEReader image;
    private readonly MetadataReader metadata;
    private readonly HashSet<string> types = [];
    private readonly HashSet<string> members = [];
    private readonly SignatureNames names;

    private AssemblyReferences(PEReader image)
    {
        this.image = image;
        metadata = image.GetMetadataReader();
        names = new(types);
    }

    /// <returns>One for each top-level type that somebody wrote; the compiler's own have no namespace.</returns>
    public static IReadOnlyList<TypeReferences> Read(string assemblyFile)
    {
        using var stream = File.OpenRead(assemblyFile);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return
        [
            .. metadata.TypeDefinitions
                .Where(handle => metadata.GetTypeDefinition(handle).GetDeclaringType().IsNil && !IsTheCompilers(metadata, handle))
                .Select(handle => new AssemblyReferences(image).ReadTopLevel(handle)),
        ];
    }

    private static bool IsTheCompilers(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        var folder = metadata.GetString(type.Namespace);
        return name.StartsWith('<') || folder.StartsWith("System", StringComparison.Ordinal) || folder.StartsWith("Microsoft", StringComparison.Ordinal);
    }

    private TypeReferences ReadTopLevel(TypeDefinitionHandle handle)
    {
        ReadType(handle);
        var type = metadata.GetTypeDefinition(handle);
        return new(metadata.GetString(type.Namespace), metadata.GetString(type.Name), types, members);
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        Note(type.BaseType);
        NoteAttributes(type.GetCustomAttributes());
        NoteConstraints(type.GetGenericParameters());
        foreach (var implementation in type.GetInterfaceImplementations())
            Note(metadata.GetInterfaceImplementation(implementation).Interface);
        foreach (var field in type.GetFields())
        {
            metadata.GetFieldDefinition(field).DecodeSignature(names, null);
            NoteAttributes(metadata.GetFieldDefinition(field).GetCustomAttributes());
        }

        foreach (var property in type.GetProperties())
            NoteAttributes(metadata.GetPropertyDefinition(property).GetCustomAttributes());
        foreach (var method in type.GetMethods())
            ReadMethod(metadata.GetMethodDefinition(method));
        foreach (var nested in type.GetNestedTypes())
            ReadType(nested);
    }

    private void ReadMethod(MethodDefinition method)
    {
        method.DecodeSignature(names, null);
        NoteAttributes(method.GetCustomAttributes());
        NoteConstraints(method.GetGenericParameters());
        if (method.RelativeVirtualAddress == 0)
            return;

        var body = image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
        foreach (var region in body.ExceptionRegions)
            Note(region.CatchType);
        foreach (var token in IlTokens.Of(body.GetILBytes()!))
        {
            if (!IsAwait(method, token))
                Note(token);
        }
    }

    /// <summary>What the compiler makes of <c>await</c> ends in <c>GetResult</c>, just as blocking does; so does its <c>Main</c>.</summary>
    private bool IsAwait(MethodDefinition method, EntityHandle token)
    {
        var isTheCompilers = metadata.GetString(method.Name) is "<Main>"
            || (metadata.GetString(method.Name) == "MoveNext" && metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name).StartsWith('<'));
        return isTheCompilers
            && token.Kind == HandleKind.MemberReference
            && metadata.GetString(metadata.GetMemberReference((MemberReferenceHandle)token).Name) == "GetResult";
    }

    private void NoteAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
            Note(metadata.GetCustomAttribute(attribute).Constructor);
    }

    private void NoteConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
        {
            foreach (var constraint in metadata.GetGenericParameter(parameter).GetConstraints())
                Note(metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void Note(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition when !handle.IsNil:
                names.GetTypeFromDefinition(metadata, (TypeDefinitionHandle)handle, 0);
                break;
            case HandleKind.TypeReference when !handle.IsNil:
                names.GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0);
                break;
            case HandleKind.TypeSpecification:
                names.GetTypeFromSpecification(metadata, null, (TypeSpecificationHandle)handle, 0);
                break;
            case HandleKind.FieldDefinition:
                Note(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                Note(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodSpecification:
                NoteSpecification(metadata.GetMethodSpecification((MethodSpecificationHandle)handle));
                break;
            case HandleKind.MemberReference:
                NoteMember(metadata.GetMemberReference((MemberReferenceHandle)handle));
                break;
        }
    }

    private void NoteSpecification(MethodSpecification method)
    {
        method.DecodeSignature(names, null);
        Note(method.Method);
    }

    private void NoteMember(MemberReference member)
    {
        Note(member.Parent);
        var name = $"{DefinitionName(member.Parent)}.{metadata.GetString(member.Name)}";
        members.Add(member.GetKind() == MemberReferenceKind.Method
            ? $"{name}({string.Join(',', member.DecodeMethodSignature(names, null).ParameterTypes)})"
            : name);
    }

    /// <summary>Of the type itself, whatever its arguments are here.</summary>
    private string DefinitionName(EntityHandle type)
    {
        if (type.Kind != HandleKind.TypeSpecification)
            return type.Kind == HandleKind.TypeReference ? names.GetTypeFromReference(metadata, (TypeReferenceHandle)type, 0) : "";

        // A constructed type begins with GENERICINST, CLASS or VALUETYPE, and the type (ECMA-335, II.23.2.12).
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)type).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return "";

        signature.ReadCompressedInteger();
        return DefinitionName(signature.ReadTypeHandle());
    }
}
