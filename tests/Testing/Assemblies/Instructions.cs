using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IpBlock.Testing.Assemblies;

/// <summary>Reads the instructions of a method body, only as far as to find the tokens in them.</summary>
internal static class Instructions
{
    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static code => unchecked((ushort)code.Value), static code => code.OperandType);

    /// <summary>The types, members and signatures that the instructions name, in their order.</summary>
    public static IEnumerable<EntityHandle> TokensOf(MethodBodyBlock body)
    {
        var tokens = new List<EntityHandle>();
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            var first = code.ReadByte();
            var operand = Operands[first == 0xFE ? (ushort)(0xFE00 | code.ReadByte()) : first];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig)
                tokens.Add((EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
            else if (operand == OperandType.InlineSwitch)
            {
                var targets = code.ReadInt32(); // read before the offset it moves is
                code.Offset += 4 * targets;
            }
            else
                code.Offset += SizeOf(operand);
        }

        return tokens;
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
