using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Symbols;

namespace Stucktrace;

/// <summary>Where the names of fields come from: the types of the kernel that a module was built for, with those of the module itself on top.</summary>
static class ModuleTypes
{
    /// <summary>The types for a module; null when there are none for its kernel.</summary>
    /// <param name="file">The module.</param>
    /// <param name="symbols">Files of the kernel that were named.</param>
    /// <param name="report">Is told what can't be used.</param>
    /// <param name="limits">Bounds.</param>
    internal static TypeInfo? For(ModuleFile file, IReadOnlyList<string> symbols, Action<InputDiagnostic> report, ReadLimits limits)
    {
        Btf? kernel = null;
        foreach (string path in symbols)
        {
            SymbolFile? named = SymbolFile.Open(path, report, limits);
            if (named is { Release: { } release } && file.KernelRelease is { } wanted && !release.Equals(wanted, StringComparison.Ordinal))
                report(new InputDiagnostic("MOD0101", Message.Of("code.symbols-of-another-kernel", path, release, wanted)));
            else
                kernel ??= named?.Types;
        }

        kernel ??= file.KernelRelease is { } built ? SymbolFile.RunningKernelTypes(built, report) : null;

        // A module's own types count on from the kernel's: without those they mean nothing, unless the module was given a full set.
        Btf? own = file.Elf.Contents(".BTF") is { IsEmpty: false } bytes ? Btf.Read(bytes, report, kernel, limits) : null;
        if (own is not null && kernel is null && own.FindStruct("module") is null && own.FindStruct("task_struct") is null)
            own = null;
        // A module that was built with -g has the kernel's structs that it uses in its own debug information.
        TypeGraph? types = own ?? kernel ?? (TypeGraph?)DwarfTypes.Read(file.Elf, report, limits);
        if (types is null)
            return null;
        return new TypeInfo(types is Btf ? FieldNameSource.Btf : FieldNameSource.Dwarf, (structure, offset) =>
            types.FindStruct(structure) is { } found && types.MemberPath(found.Id, offset, 1) is { } member ? member.Path : null);
    }
}
