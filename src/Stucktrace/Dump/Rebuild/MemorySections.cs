using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Rebuild;

/// <summary>
/// Reads the sections of a loaded module out of memory. Their names and addresses stand in sect_attrs, their sizes nowhere: each reaches to the next one,
/// or to the end of its region. Without sect_attrs each region is one section.
/// </summary>
static class MemorySections
{
    // Tables of places that the kernel patched when it loaded the module: it is done, and their entries would name it again.
    static readonly HashSet<string> Done =
    [
        ".altinstructions", ".altinstr_replacement", ".parainstructions", ".retpoline_sites", ".return_sites", ".call_sites", ".smp_locks", ".static_call_sites",
        ".ibt_endbr_seal", ".cfi_sites", "__mcount_loc", "__patchable_function_entries",
    ];

    // ud2, which ends a path: what stands for code that is not in the dump.
    const byte NotThere = 0x0b, NotThereFirst = 0x0f;

    /// <summary>The sections by address; empty when nothing is known of where the module lies.</summary>
    /// <param name="memory">The dump's memory.</param>
    /// <param name="module">The module.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="missing">How many bytes are not in the dump.</param>
    internal static List<MemorySection> Read(AddressSpace memory, LoadedModule module, ReadLimits limits, out long missing)
    {
        List<MemorySection> sections = [];
        missing = 0;
        ulong rest = (ulong)limits.MaxImageBytes;
        foreach (ModuleRegion region in module.Regions)
        {
            if (region.Name.StartsWith("init", StringComparison.Ordinal) || region.Size == 0)
                continue;
            List<ModuleSection> named = [.. module.Sections.Where(s => s.Address - region.Address < region.Size).OrderBy(s => s.Address)];
            if (named.Count == 0)
                named.Add(new ModuleSection("." + region.Name, region.Address));
            for (int i = 0; i < named.Count; i++)
            {
                ulong end = i + 1 < named.Count ? named[i + 1].Address : region.Address + region.Size;
                ulong size = unchecked(end - named[i].Address);
                if (size == 0 || size > rest)
                    continue;
                rest -= size;
                byte[] bytes = new byte[size];
                long gone = Fill(memory, named[i].Address, bytes, region.Name == "text");
                missing += gone;

                // Data that is not there as a whole is left out: nothing in it is taken for zero.
                if (!Done.Contains(named[i].Name) && (gone == 0 || region.Name == "text"))
                    sections.Add(new MemorySection(named[i].Name, named[i].Address, bytes, region.Name == "text", region.Name is "data" or "ro_after_init"));
            }
        }

        sections.Sort(static (a, b) => a.Address.CompareTo(b.Address));
        return sections;
    }

    static long Fill(AddressSpace memory, ulong address, byte[] bytes, bool code)
    {
        long missing = 0;
        for (int at = 0; at < bytes.Length;)
        {
            int page = (int)Math.Min((ulong)(bytes.Length - at), IPhysicalMemory.PageBytes - ((address + (ulong)at) % IPhysicalMemory.PageBytes));
            if (memory.Read(address + (ulong)at, bytes.AsSpan(at, page)) != MemoryState.Present)
            {
                missing += page;
                for (int i = at; code && i < at + page; i++)
                    bytes[i] = (i & 1) == 0 ? NotThereFirst : NotThere;
            }

            at += page;
        }

        return missing;
    }
}
