namespace Stucktrace.Formats.Vmcore.Types;

/// <summary>Layouts that are the same in every kernel from 2.6.32 to 6.12 whose source was read: they were never changed, as so much depends on them.</summary>
sealed class StableTypes : IKernelTypes
{
    // include/linux/types.h (list_head, hlist_node), include/linux/module.h (struct module: enum state, list, name of 64 - 8 bytes),
    // arch/x86/include/asm/ptrace.h (struct pt_regs).
    static readonly Dictionary<(string, string), (int Offset, int Size)> Fields = new()
    {
        [("list_head", "next")] = (0, 8),
        [("list_head", "prev")] = (8, 8),
        [("hlist_node", "next")] = (0, 8),
        [("hlist_node", "pprev")] = (8, 8),
        [("module", "state")] = (0, 4),
        [("module", "list")] = (8, 16),
        [("module", "name")] = (0x18, 56),
    };

    static readonly string[] Registers = ["r15", "r14", "r13", "r12", "bp", "bx", "r11", "r10", "r9", "r8", "ax", "cx", "dx", "si", "di", "orig_ax", "ip", "cs", "flags", "sp", "ss"];

    public FieldPlace? Field(string structure, string path)
    {
        if (Fields.TryGetValue((structure, path), out (int Offset, int Size) known))
            return new FieldPlace(known.Offset, known.Size, LayoutSource.StablePrefix);
        int register = structure.Equals("pt_regs", StringComparison.Ordinal) ? Array.IndexOf(Registers, path) : -1;
        return register < 0 ? null : new FieldPlace(register * sizeof(ulong), sizeof(ulong), LayoutSource.StablePrefix);
    }

    public long? SizeOf(string structure) => structure switch
    {
        "list_head" or "hlist_node" => 16,
        "pt_regs" => Registers.Length * sizeof(ulong),
        _ => null,
    };
}
