namespace Stucktrace.Formats.IO;

/// <summary>What a file is, by its content.</summary>
public enum InputKind
{
    /// <summary>Not recognised.</summary>
    Unknown,
    /// <summary>Text that may hold kernel messages.</summary>
    KernelLog,
    /// <summary>A kernel module: ELF, relocatable.</summary>
    Module,
    /// <summary>A memory dump: ELF core, kdump-compressed, flattened.</summary>
    Vmcore,
    /// <summary>Symbols or types: vmlinux, vmlinuz, System.map, raw BTF.</summary>
    Symbols,
}
