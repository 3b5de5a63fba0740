using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Reconciler.House.Tests.Symbols;

/// <summary>The metadata that the instructions of a method name.</summary>
internal static class IlTokens
{
    private static readonly Dictionary<ushort, OperandType> operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value, code => code.OperandType);

    public static IEnumerable<EntityHandle> Of(byte[] instructions)
    {
        for (var i = 0; i < instructions.Length;)
        {
            // Two bytes when the first is 0xFE (ECMA-335, III.1.2.1).
            ushort code = instructions[i] == 0xFE ? (ushort)(0xFE00 | instructions[i + 1]) : instructions[i];
            i += code > 0xFF ? 2 : 1;
            var operand = operands[code];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return MetadataTokens.EntityHandle(BitConverter.ToInt32(instructions, i));
            i += SizeBytes(operand, instructions, i);
        }
    }

    private static int SizeBytes(OperandType operand, byte[] instructions, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(instructions, at)),
        _ => 4,
    };
}
