using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// The kernel's types in its own memory: between __start_BTF and __stop_BTF since 5.5 (include/asm-generic/vmlinux.lds.h), as
/// _binary__btf_vmlinux_bin_start to …_end in 5.4 (kernel/bpf/sysfs_btf.c).
/// </summary>
static class BtfInMemory
{
    static readonly (string Start, string End)[] Names = [("__start_BTF", "__stop_BTF"), ("_binary__btf_vmlinux_bin_start", "_binary__btf_vmlinux_bin_end")];

    internal static Btf? Read(AddressSpace memory, SymbolTable symbols, ReadLimits limits, Action<InputDiagnostic> report)
    {
        foreach ((string startName, string endName) in Names)
        {
            if (symbols.Find(startName) is not { } start || symbols.Find(endName) is not { } end || end <= start)
                continue;
            return Read(memory, start, end - start, null, limits, report);
        }

        return null;
    }

    /// <summary>Reads BTF of a known place.</summary>
    internal static Btf? Read(AddressSpace memory, ulong start, ulong size, Btf? kernel, ReadLimits limits, Action<InputDiagnostic> report)
    {
        if (size > (ulong)limits.MaxBtfBytes)
        {
            report(new InputDiagnostic("VMC1110", Message.Of("vmc.1110", $"{start:x}", size, limits.MaxBtfBytes)));
            return null;
        }

        byte[] bytes = new byte[size];
        MemoryState state = memory.Read(start, bytes);
        if (state != MemoryState.Present)
        {
            report(new InputDiagnostic("VMC1111", Message.Of("vmc.1111", $"{start:x}", size)));
            return null;
        }

        return Btf.Read(bytes, report, kernel, limits);
    }
}
