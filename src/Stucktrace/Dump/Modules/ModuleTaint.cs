using System.Text;

namespace Stucktrace.Dump.Modules;

/// <summary>
/// The letters of a module's taint bits, as module_flags() prints them (kernel/module.c, kernel/panic.c): the bits of the kernel's own taint. Up to 4.9
/// three of them only were a module's; the numbers are the same.
/// </summary>
static class ModuleTaint
{
    // Bits of include/linux/panic.h (kernel.h before 5.16); bit 0 is P, whose other letter G is shown for the kernel only.
    const string Letters = "PFSRMBUDAWCIOELKXTN";

    internal static string Of(ulong bits)
    {
        StringBuilder text = new();
        for (int bit = 0; bit < Letters.Length; bit++)
        {
            if ((bits >> bit & 1) != 0)
                text.Append(Letters[bit]);
        }

        return text.ToString();
    }
}
