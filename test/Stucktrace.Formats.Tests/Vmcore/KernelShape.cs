namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>What a kernel of an era looks like in memory, as far as a reader of its dump meets it.</summary>
/// <param name="Release">Release.</param>
public sealed record KernelShape(string Release)
{
    public ShapedAddresses Addresses { get; init; }

    /// <summary>Addresses and their base lie behind the tokens (since 6.4).</summary>
    public bool AddressesLast { get; init; }

    /// <summary>kallsyms_num_syms and the markers have eight bytes (to 5.x).</summary>
    public bool WideNumbers { get; init; }

    /// <summary>Three bytes for each symbol, for searches by name (6.2 and later).</summary>
    public bool HasSequences { get; init; }

    public bool LongNames { get; init; }

    /// <summary>vmcoreinfo tells where kallsyms lies (since 6.0).</summary>
    public bool TellsKallsyms { get; init; }

    /// <summary>vmcoreinfo has NUMBER(phys_base), else SYMBOL(phys_base) or nothing.</summary>
    public bool TellsPhysBase { get; init; }

    public bool FiveLevels { get; init; }

    /// <summary>How far the image is moved in virtual memory; null for a kernel without KASLR.</summary>
    public ulong? Kaslr { get; init; }

    /// <summary>Physical address of the image.</summary>
    public ulong Physical { get; init; } = 0x100_0000;

    public ulong DirectMap { get; init; } = 0xffff_8880_0000_0000;

    /// <summary>The variable page_offset_base tells the direct map.</summary>
    public bool HasPageOffsetBase { get; init; }

    public ulong EncryptionMask { get; init; }

    /// <summary>Names of the symbols at both ends of the BTF, or null without BTF.</summary>
    public (string Start, string End)? Btf { get; init; }

    public string PerCpuPrefix { get; init; } = string.Empty;

    /// <summary>Per-CPU symbols count from 0 (to 6.14), else they lie in the image.</summary>
    public bool PerCpuFromZero { get; init; } = true;

    /// <summary>Offset of the names in struct uts_namespace.</summary>
    public int NamesOffset { get; init; }

    public string TopTable { get; init; } = "init_top_pgt";

    /// <summary>Layouts: structure, field, offset and size. Of no real kernel: readers must find them, not know them.</summary>
    public Dictionary<string, Dictionary<string, (int Offset, int Size)>> Layouts { get; init; } = ShapedLayouts.Threads(true, true);

    public override string ToString() => Release;

    static readonly (string, string) Section = ("__start_BTF", "__stop_BTF");

    public static KernelShape[] Eras { get; } =
    [
        new("2.6.32-642.el6.x86_64")
        {
            WideNumbers = true, PerCpuPrefix = "per_cpu__", NamesOffset = 4, TopTable = "init_level4_pgt", DirectMap = 0xffff_8800_0000_0000, Layouts = ShapedLayouts.Threads(true, false),
        },
        new("3.10.0-1160.el7.x86_64")
        {
            WideNumbers = true, NamesOffset = 4, TopTable = "init_level4_pgt", TellsPhysBase = true, Kaslr = 0x1a00_0000, Physical = 0x240_0000, DirectMap = 0xffff_9e05_c000_0000, HasPageOffsetBase = true,
        },
        new("4.9.0-19-amd64") { Addresses = ShapedAddresses.SignedOffsets, WideNumbers = true, NamesOffset = 4, TopTable = "init_level4_pgt", DirectMap = 0xffff_8800_0000_0000 },
        new("4.18.0-240.el8.x86_64")
        {
            Addresses = ShapedAddresses.SignedOffsets, WideNumbers = true, NamesOffset = 4, TellsPhysBase = true, Kaslr = 0, DirectMap = 0xff11_0000_0000_0000, FiveLevels = true, HasPageOffsetBase = true,
        },
        new("5.4.0-150-generic")
        {
            Addresses = ShapedAddresses.SignedOffsets, NamesOffset = 4, TellsPhysBase = true, Kaslr = 0x600_0000, EncryptionMask = 1UL << 47, HasPageOffsetBase = true,
            Btf = ("_binary__btf_vmlinux_bin_start", "_binary__btf_vmlinux_bin_end"),
        },
        new("5.10.0-28-amd64") { Addresses = ShapedAddresses.SignedOffsets, NamesOffset = 4, TellsPhysBase = true, Kaslr = 0x3e00_0000, Physical = 0x100_0000, DirectMap = 0xffff_9d00_4000_0000, HasPageOffsetBase = true, Btf = Section },
        new("6.2.0-39-generic")
        {
            Addresses = ShapedAddresses.SignedOffsets, HasSequences = true, LongNames = true, TellsKallsyms = true, TellsPhysBase = true, Kaslr = 0x200_0000, HasPageOffsetBase = true, Btf = Section,
        },
        new("6.12.48+deb13-amd64")
        {
            Addresses = ShapedAddresses.SignedOffsets, AddressesLast = true, HasSequences = true, LongNames = true, TellsKallsyms = true, TellsPhysBase = true, Kaslr = 0x2b00_0000,
            Physical = 0x1_0000_0000 - 0xd000_0000, FiveLevels = true, DirectMap = 0xff2f_0c00_0000_0000, HasPageOffsetBase = true, Btf = Section, Layouts = ShapedLayouts.Threads(false, true),
        },
        new("6.16.3-200.fc42.x86_64")
        {
            Addresses = ShapedAddresses.Offsets, AddressesLast = true, HasSequences = true, LongNames = true, TellsKallsyms = true, TellsPhysBase = true, Kaslr = 0x1200_0000, HasPageOffsetBase = true, Btf = Section,
            PerCpuFromZero = false, Layouts = ShapedLayouts.Threads(false, true),
        },
        new("7.0.4-1-generic")
        {
            Addresses = ShapedAddresses.PlaceRelative, AddressesLast = true, HasSequences = true, LongNames = true, TellsKallsyms = true, TellsPhysBase = true, Kaslr = 0x1200_0000, HasPageOffsetBase = true, Btf = Section,
            PerCpuFromZero = false, Layouts = ShapedLayouts.Threads(false, true),
        },
    ];
}
