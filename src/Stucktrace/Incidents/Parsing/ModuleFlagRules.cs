using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Parsing;

/// <summary>
/// What the letters behind a module's name say about where it comes from. They are the taint letters that loading it set (print_modules() and
/// module_flags() in kernel/module.c), but for Enterprise Linux 5 and 6, where <c>U</c> means that its signature did not verify (no other kernel prints U for a module).
/// </summary>
/// <param name="kernel">Release, or null.</param>
/// <param name="modules">Modules in the list.</param>
/// <param name="unsigned">Modules in the list that carry <c>E</c>.</param>
readonly struct ModuleFlagRules(KernelRelease? kernel, int modules, int @unsigned)
{
    readonly bool _suse = kernel?.Distribution == KernelDistribution.Suse;

    // Whoever builds a kernel with signing and does not sign gets E on everything: it tells nothing about any one of them then.
    readonly bool _unsignedMeansForeign = @unsigned * 2 <= modules || modules == 1;

    /// <summary>True when the module is not part of the kernel's own build. Staging drivers (<c>C</c>) and live patches (<c>K</c>) alone are.</summary>
    public bool IsThirdParty(string flags)
    {
        foreach (char flag in flags)
        {
            bool foreign = flag switch
            {
                'P' or 'O' or 'F' or 'U' => true,
                'E' => _unsignedMeansForeign,
                'X' or 'N' => _suse,
                _ => false,
            };
            if (foreign)
                return true;
        }

        return false;
    }
}
