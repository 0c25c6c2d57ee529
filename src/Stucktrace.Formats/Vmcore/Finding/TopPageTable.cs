namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// Finds the kernel's top page table: swapper_pg_dir by its address in the image (the name in vmcoreinfo; the variable is init_level4_pgt to 4.12, init_top_pgt
/// since), or what QEMU's CPUs had in cr3, whose upper half is the kernel's too. It is the right one when it maps the image where phys_base puts it.
/// </summary>
static class TopPageTable
{
    static readonly string[] Names = ["swapper_pg_dir", "init_top_pgt", "init_level4_pgt"];

    /// <param name="file">The dump.</param>
    /// <param name="physBase">phys_base.</param>
    /// <param name="symbol">Gives addresses of symbols of the image.</param>
    /// <param name="fiveLevels">What the kernel says about its tables, or null.</param>
    /// <param name="encryptionMask">sme_mask.</param>
    internal static Translation Find(DumpFile file, ulong physBase, Func<string, ulong?> symbol, bool? fiveLevels, ulong encryptionMask)
    {
        ulong[] known = [.. new[] { symbol("_stext"), symbol("init_uts_ns") }.OfType<ulong>().Where(a => a >= Translation.ImageMap)];
        Translation? named = null;
        foreach ((ulong root, bool? five) in Roots(file, physBase, symbol))
        {
            foreach (bool levels in Levels(five ?? fiveLevels))
            {
                Translation translation = new(root, physBase, null, levels, encryptionMask);
                AddressSpace space = new(file, translation);
                if (known.Length > 0 && known.All(a => space.Translate(a, out ulong found) == MemoryState.Present && found == unchecked(a - Translation.ImageMap + physBase)))
                    return translation with { ImageIsLinear = true };
                named ??= translation;
            }
        }

        return named ?? new Translation(0, physBase, null, fiveLevels ?? false, encryptionMask);
    }

    static ReadOnlySpan<bool> Levels(bool? known) => known switch { true => [true, false], _ => [false, true] };

    static IEnumerable<(ulong Root, bool? FiveLevels)> Roots(DumpFile file, ulong physBase, Func<string, ulong?> symbol)
    {
        foreach (string name in Names)
        {
            if (symbol(name) is { } address && address >= Translation.ImageMap)
                yield return (unchecked(address - Translation.ImageMap + physBase), null);
        }

        foreach (QemuControl control in QemuControl.Of(file))
        {
            foreach (ulong root in control.Roots())
                yield return (root, control.FiveLevels);
        }
    }
}
