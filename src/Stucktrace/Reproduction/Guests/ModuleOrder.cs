using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Finds out which modules a guest must load, and in which order: each after those that it depends on.</summary>
public static class ModuleOrder
{
    /// <summary>Makes the order.</summary>
    /// <param name="kernel">The kernel; modules are searched in its folder.</param>
    /// <param name="files">Module files under test, as they are to be loaded; each must have been built for the kernel.</param>
    /// <param name="names">Names of modules wanted from the kernel's own; those that are built into it are left out.</param>
    /// <param name="tell">Is told what is missing, and which module is for another kernel.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>The modules in load order: the kernel's own first, those under test last; null after telling why it is impossible.</returns>
    public static ImmutableArray<GuestModule>? Of(
        BootableKernel kernel, IReadOnlyList<string> files, IReadOnlyList<string> names, Action<Message> tell, GuestLimits? limits = null) =>
        throw new NotSupportedException();
}
