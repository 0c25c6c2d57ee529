using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>
/// Finds where struct module keeps the place and size of the module's core: module_core, init_size, core_size, init_text_size, core_text_size to 4.4;
/// core_layout with base, size, text_size since 4.5 (include/linux/module.h). A struct module lies in its own module's core, which begins at a page: one
/// pointer of every module leads to such a place, no other does.
/// </summary>
static class ModuleLayout
{
    const int Bytes = 1024, List = 8, FewestModules = 2;
    const ulong LargestModule = 64 << 20;

    internal static void Find(DumpedKernel kernel, DerivedFields fields)
    {
        ulong[] modules = [.. Modules(kernel)];
        if (modules.Length < FewestModules)
            return;
        ModuleSymbolsLayout.Find(kernel.Memory, modules, fields);
        List<int> found = [];
        for (int offset = 24; offset <= Bytes - 24; offset += 8)
        {
            int at = offset;
            if (Array.TrueForAll(modules, m => IsBase(kernel.Memory, m, m + (ulong)at)))
                found.Add(at);
        }

        if (found.Count != 1)
            return;
        int start = found[0];
        // With core_layout two sizes follow at once; before, the first is that of the init part, which is 0 once it is freed.
        bool layout = Sizes(kernel.Memory, modules, start, start + 8, start + 12), old = Sizes(kernel.Memory, modules, start, start + 12, start + 20);
        if (layout == old)
            return;
        fields.Add("module", layout ? "core_layout.base" : "module_core", start, 8);
        fields.Add("module", layout ? "core_layout.size" : "core_size", layout ? start + 8 : start + 12, 4);
        fields.Add("module", layout ? "core_layout.text_size" : "core_text_size", layout ? start + 12 : start + 20, 4);
    }

    static IEnumerable<ulong> Modules(DumpedKernel kernel)
    {
        if (kernel.Symbols.Find("modules") is not { } head)
            yield break;
        ulong node = kernel.Memory.Number(head) ?? head, before = head;
        for (int i = 0; i < ReadLimits.MaxModules && node != head && kernel.Memory.Number(node + 8) == before; i++)
        {
            yield return node - List;
            (before, node) = (node, kernel.Memory.Number(node) ?? head);
        }
    }

    static bool IsBase(AddressSpace memory, ulong module, ulong at) =>
        memory.Number(at) is { } start && (start & (IPhysicalMemory.PageBytes - 1)) == 0 && start >= Translation.ImageMap && module - start < LargestModule;

    static bool Sizes(AddressSpace memory, ulong[] modules, int start, int size, int text) => Array.TrueForAll(modules, m =>
        memory.Number(m + (ulong)start) is { } from && memory.Number(m + (ulong)size, 4) is { } bytes && memory.Number(m + (ulong)text, 4) is { } code
        && m - from < bytes && bytes <= LargestModule && code > 0 && code <= bytes);
}
