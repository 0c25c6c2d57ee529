using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Iced.Intel;

namespace Stucktrace.Code;

/// <summary>
/// A name for a loop that is the same wherever in it a CPU was caught, at whatever address the module was loaded, and in a rebuild that did not touch the
/// function: a hash over its instructions from the header on, in an order and a form that do not depend on where anything lies.
/// </summary>
public static class LoopIdentity
{
    // Marks between the parts, so that different loops never give the same bytes.
    const byte Block = 1, Plain = 2, Transfer = 3, ToBlock = 4, ToOutside = 5, ToImport = 6, ToOwn = 7, Relocated = 8;

    /// <summary>SHA-256 of the loop in hexadecimal.</summary>
    /// <param name="graph">The function's graph.</param>
    /// <param name="loop">One of its loops.</param>
    public static string Of(ControlFlowGraph graph, NaturalLoop loop)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        Dictionary<int, int> numbers = Number(graph, loop, out List<int> order);
        foreach (int id in order)
        {
            BasicBlock block = graph.Blocks[id];
            bytes.Write([Block, (byte)block.End]);
            foreach (ref readonly Instruction instruction in graph.InstructionsOf(block))
                Write(bytes, graph.Image, instruction);
            foreach (int successor in block.Successors)
            {
                if (numbers.TryGetValue(successor, out int number))
                    WriteNumber(bytes, ToBlock, number);
                else
                    bytes.Write([ToOutside]);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    // Blocks by a depth-first walk from the header, the next block before the jump's target.
    static Dictionary<int, int> Number(ControlFlowGraph graph, NaturalLoop loop, out List<int> order)
    {
        var numbers = new Dictionary<int, int>();
        order = [];
        var work = new Stack<int>();
        work.Push(loop.Header);
        while (work.TryPop(out int id))
        {
            if (!numbers.TryAdd(id, order.Count))
                continue;
            order.Add(id);
            BlockList successors = graph.Blocks[id].Successors;
            for (int i = successors.Length - 1; i >= 0; i--)
            {
                if (loop.Contains(successors[i]))
                    work.Push(successors[i]);
            }
        }

        return numbers;
    }

    static void Write(ArrayBufferWriter<byte> bytes, ModuleImage image, in Instruction instruction)
    {
        if (instruction.Mnemonic == Mnemonic.Nop)
            return;
        if (instruction.Op0Kind == OpKind.NearBranch64)
        {
            // Short and near forms are the same; where it goes inside the loop follows from the block's successors.
            WriteNumber(bytes, Transfer, (int)instruction.Mnemonic);
            if (instruction.FlowControl is FlowControl.Call or FlowControl.UnconditionalBranch)
                WriteTarget(bytes, image, instruction.NearBranchTarget, instruction.FlowControl == FlowControl.Call);
            return;
        }

        bytes.Write([Plain, (byte)instruction.Length]);
        Span<byte> code = stackalloc byte[16];
        ReadOnlySpan<byte> original = image.BytesAt(instruction.IP, instruction.Length);
        original.CopyTo(code);
        code = code[..original.Length];
        ReadOnlySpan<AppliedRelocation> relocations = image.RelocationsIn(instruction.IP, (ulong)instruction.Length);
        foreach (ref readonly AppliedRelocation relocation in relocations)
        {
            for (ulong at = relocation.Address; at < relocation.Address + relocation.Width; at++)
            {
                if (at - instruction.IP < (ulong)code.Length)
                    code[(int)(at - instruction.IP)] = 0;
            }
        }

        if (relocations.IsEmpty && instruction.IsIPRelativeMemoryOperand)
            MaskDisplacement(code);
        bytes.Write(code);
        foreach (ref readonly AppliedRelocation relocation in relocations)
        {
            WriteNumber(bytes, Relocated, (int)(relocation.Address - instruction.IP));
            // Of the module's own data only that it is: it moves with every change elsewhere. An import is known by name, and what is added matters:
            // it chooses the field.
            if (image.ExternalAt(relocation.SymbolAddress) is { } import)
                WriteText(bytes, string.Create(CultureInfo.InvariantCulture, $"{import.Name}+{relocation.Addend}"));
        }
    }

    static void MaskDisplacement(Span<byte> code)
    {
        var decoder = Iced.Intel.Decoder.Create(64, new ByteArrayCodeReader(code.ToArray()));
        decoder.Decode(out Instruction instruction);
        ConstantOffsets offsets = decoder.GetConstantOffsets(instruction);
        if (offsets.HasDisplacement)
            code.Slice(offsets.DisplacementOffset, offsets.DisplacementSize).Clear();
    }

    static void WriteTarget(ArrayBufferWriter<byte> bytes, ModuleImage image, ulong target, bool isCall)
    {
        if (image.ExternalAt(target) is { } import)
            WriteText(bytes, import.Name);
        else if (isCall)
            bytes.Write([ToOwn]);
    }

    static void WriteText(ArrayBufferWriter<byte> bytes, string text)
    {
        WriteNumber(bytes, ToImport, text.Length);
        bytes.Write(Encoding.UTF8.GetBytes(text));
    }

    static void WriteNumber(ArrayBufferWriter<byte> bytes, byte mark, int number)
    {
        Span<byte> field = bytes.GetSpan(5)[..5];
        field[0] = mark;
        BinaryPrimitives.WriteInt32LittleEndian(field[1..], number);
        bytes.Advance(5);
    }
}
