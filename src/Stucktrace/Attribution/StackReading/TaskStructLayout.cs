using System.Collections.Immutable;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.StackReading;

/// <summary>How the slab cache of task structures lays its objects out: two pointers whose offsets fit are likely both tasks.</summary>
/// <param name="Stride">Distance between objects.</param>
/// <param name="SlabBytes">Size of a slab, to which it is aligned.</param>
/// <param name="FirstObject">Offset of the first object without colour.</param>
/// <param name="ColourStep">Step of the cache colours, 0 for none (SLUB).</param>
/// <param name="Colours">Number of colours.</param>
readonly record struct TaskStructLayout(int Stride, int SlabBytes, int FirstObject, int ColourStep, int Colours)
{
    // Enterprise Linux 6 (SLAB, order 1): 3 objects behind struct slab and 3 free-list indices (40 + 12 bytes, rounded to a cache line), what is left gives two
    // colours of a line. Stride 0xa70 measured on 2.6.32-754; slabinfo of earlier ones shows 2656 = 0xa60.
    // Enterprise Linux 7 (SLUB, order 3): slabinfo shows 4152 bytes from 7.5 on, 4160 = 0x1040 with the cache line's alignment.
    static readonly ImmutableArray<TaskStructLayout> EnterpriseLinux6 = [new(0xa70, 0x2000, 0x40, 0x40, 2), new(0xa60, 0x2000, 0x40, 0x40, 2)];
    static readonly ImmutableArray<TaskStructLayout> EnterpriseLinux7 = [new(0x1040, 0x8000, 0, 0, 1)];

    /// <summary>Layouts that a kernel may have; empty when none is known.</summary>
    public static ImmutableArray<TaskStructLayout> For(KernelRelease? kernel) => kernel switch
    {
        { Machine: not null and not "x86_64" } => [],
        { Major: 2 } when kernel.IsEnterprise(6) => EnterpriseLinux6,
        { Major: 3 } when kernel.IsEnterprise(7) => EnterpriseLinux7,
        _ => [],
    };

    /// <summary>Index of the object that starts at an address, or null when none does.</summary>
    public int? IndexOf(ulong address)
    {
        int offset = (int)(address % (uint)SlabBytes);
        for (int colour = 0; colour < Colours; colour++)
        {
            int inside = offset - FirstObject - (colour * ColourStep);
            if (inside >= 0 && inside % Stride == 0 && offset + Stride <= SlabBytes)
                return inside / Stride;
        }

        return null;
    }
}
