namespace Stucktrace.Incidents.Parsing;

/// <summary>Names under which register dumps print registers, mapped to the lower-case names of <see cref="RegisterFile"/>.</summary>
static class RegisterNames
{
    // From show_regs() and __show_regs() of each architecture: arch/*/kernel/process*.c, traps.c; spelling differs in case between versions.
    const string Fixed =
        "rax rbx rcx rdx rsi rdi rbp rsp rip eflags rflags orig_rax cs ds es ss fs gs knlgs cr0 cr2 cr3 cr4 cr8 dr0 dr1 dr2 dr3 dr6 dr7 pkru " + // x86-64
        "eax ebx ecx edx esi edi ebp esp eip orig_eax " + // i386
        "sp pc lr pstate pmr_save fp ip psr control table dac " + // arm64, arm
        "epc ra gp tp status badaddr cause scause sepc stval " + // riscv
        "era crmd prmd euen ecfg estat badv prid u0 " + // loongarch
        "nip ctr msr cr xer cfar dar dsisr irqmask softe trap regs " + // powerpc
        "hi lo badva"; // mips

    // Numbered ones: prefix and how many there are on the architecture that has most.
    static readonly (string Prefix, int Count)[] Numbered = [("x", 31), ("r", 32), ("t", 9), ("s", 12), ("a", 8)];

    static readonly Dictionary<string, string> Known = Build();

    static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The lower-case name, or null when it is no register's.</summary>
    public static string? Find(ReadOnlySpan<char> printed) => Lookup.TryGetValue(printed, out string? name) ? name : null;

    /// <summary>True for those that hold fewer digits than a word: segments, trap numbers.</summary>
    public static bool IsShort(string name) => name is "cs" or "ds" or "es" or "ss" or "fs" or "gs" or "trap";

    /// <summary>True for those that belong to the CPU, whichever side's registers they are printed among.</summary>
    public static bool IsControl(string name) => name is ['c', 'r', >= '0' and <= '9'] or ['d', 'r', >= '0' and <= '9'];

    static Dictionary<string, string> Build()
    {
        Dictionary<string, string> names = new(256, StringComparer.OrdinalIgnoreCase);
        foreach (string name in Fixed.Split(' '))
            names[name] = name;
        foreach ((string prefix, int count) in Numbered)
        {
            for (int i = 0; i < count; i++)
            {
                string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}{i}");
                names[name] = name;
                if (i < 10)
                    names[string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}0{i}")] = name;
            }
        }

        return names;
    }
}
