namespace Stucktrace.Formats.Symbols;

/// <summary>One symbol of a kernel.</summary>
/// <param name="Address">Address: as linked in a file, moved by KASLR in a dump.</param>
/// <param name="Kind">Letter of nm: t and T are code, the capital one is global.</param>
/// <param name="Name">Name.</param>
public readonly record struct KernelSymbol(ulong Address, char Kind, string Name)
{
    /// <summary>True for code.</summary>
    public bool IsCode => Kind is 't' or 'T' or 'w' or 'W';
}
