using System.Collections.Immutable;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Names of structure fields for a module: from a file with types among the inputs that is of the module's kernel, else from the running kernel when the module was built for that.</summary>
sealed class KernelTypes(ImmutableArray<InputFile> files, ReadLimits limits)
{
    readonly Lazy<ImmutableArray<SymbolFile>> _symbols = new(() =>
        [.. files.Where(f => f is { Kind: InputKind.Symbols, Readable: true } && f.Path != "-").Select(f => SymbolFile.Open(f.Path, f.Report, limits)).OfType<SymbolFile>()]);

    /// <summary>The names, or null when there are none for that kernel.</summary>
    internal TypeInfo? For(ModuleFile module)
    {
        if (module.KernelRelease is not { Length: > 0 } release)
            return null;

        // Raw BTF does not say which kernel it is of: it is taken at its word.
        SymbolFile? file = _symbols.Value.FirstOrDefault(s => s.Release == release && s.Types is not null) ?? _symbols.Value.FirstOrDefault(s => s.Release is null && s.Types is not null);
        Btf? types = file?.Types ?? SymbolFile.RunningKernelTypes(release, static _ => { });
        return types is null ? null : new TypeInfo(FieldNameSource.Btf, (structure, offset) => MemberAt(types, structure, offset));
    }

    static string? MemberAt(Btf types, string structure, long offset)
    {
        if (types.FindStruct(structure) is not { } known)
            return null;
        FieldPath? first = null;
        foreach (int size in (ReadOnlySpan<int>)[8, 4, 2, 1])
        {
            FieldPath? found = types.MemberPath(known.Id, offset, size);
            if (found is { IsExact: true })
                return found.Path;
            first ??= found;
        }

        return first?.Path;
    }
}
