namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// Finds where the kernel maps all of physical memory: the variable page_offset_base where memory KASLR or five levels move it, else the constant of its
/// era (Documentation/arch/x86/x86_64/mm.rst: 0xffff880000000000 to 4.19, 0xffff888000000000 since 4.20, 0xff11000000000000 with five levels).
/// </summary>
static class DirectMapSearch
{
    static readonly ulong[] Constants = [0xffff_8880_0000_0000, 0xffff_8800_0000_0000, 0xff11_0000_0000_0000, 0xff10_0000_0000_0000];

    /// <returns>The translation with the direct map in it, as far as it is known.</returns>
    internal static Translation Complete(AddressSpace space, Func<string, ulong?> symbol)
    {
        Translation translation = space.Translation;
        ulong[] known = [translation.Root, unchecked((symbol("_stext") ?? Translation.ImageMap) - Translation.ImageMap + translation.PhysBase)];
        if (symbol("page_offset_base") is { } variable && space.Number(variable) is { } told && (told & PageMapping.InPage) == 0)
            return translation with { DirectMap = told, DirectMapIsLinear = Maps(space, told, known) };
        foreach (ulong constant in Constants)
        {
            if (Maps(space, constant, known))
                return translation with { DirectMap = constant, DirectMapIsLinear = true };
        }

        return translation;
    }

    static bool Maps(AddressSpace space, ulong start, ulong[] physical) =>
        physical.All(p => space.Translate(unchecked(start + p), out ulong found) == MemoryState.Present && found == p);
}
