using Iced.Intel;

namespace Stucktrace.Code;

/// <summary>Instructions in the words of the GNU assembler, as <c>objdump -d</c> and the kernel community write them, with names in place of addresses.</summary>
public sealed class InstructionText : ISymbolResolver
{
    readonly GasFormatter _formatter;
    readonly StringOutput _output = new();
    readonly Func<ulong, string?> _nameOf;

    /// <summary>Makes a writer.</summary>
    /// <param name="nameOf">The name of an address (<c>init_task+0x890</c>, or <c>+0x1d</c> inside the function shown), or null for a plain number.</param>
    /// <param name="operandColumn">Column that operands begin in; 0 for one space behind the mnemonic.</param>
    public InstructionText(Func<ulong, string?> nameOf, int operandColumn = 8)
    {
        _nameOf = nameOf;
        _formatter = new GasFormatter(this);
        FormatterOptions options = _formatter.Options;
        options.HexPrefix = "0x";
        options.HexSuffix = string.Empty;
        options.UppercaseHex = false;
        options.SmallHexNumbersInDecimal = false;
        options.BranchLeadingZeros = false;
        options.DisplacementLeadingZeros = false;
        options.RipRelativeAddresses = false;
        options.ShowSymbolAddress = false;
        options.FirstOperandCharIndex = operandColumn;
        options.SignedMemoryDisplacements = true;
    }

    /// <summary>The text of an instruction.</summary>
    /// <param name="instruction">The instruction, decoded at its address in the module image.</param>
    public string Of(in Instruction instruction)
    {
        _formatter.Format(instruction, _output);
        return _output.ToStringAndReset();
    }

    /// <inheritdoc/>
    public bool TryGetSymbol(in Instruction instruction, int operand, int instructionOperand, ulong address, int addressSize, out SymbolResult symbol)
    {
        // A 32-bit displacement or immediate of the kernel's address range is sign-extended by the processor.
        ulong full = addressSize == 4 ? (ulong)(int)address : address;
        if (_nameOf(full) is { } name)
        {
            symbol = new SymbolResult(full, name);
            return true;
        }

        symbol = default;
        return false;
    }
}
