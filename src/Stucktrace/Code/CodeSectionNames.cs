namespace Stucktrace.Code;

/// <summary>Code sections that are not what they seem.</summary>
static class CodeSectionNames
{
    /// <summary>Only copied over other code: alternative replacements hold no function, and nothing runs them where they are.</summary>
    internal static bool HoldsReplacements(string name) => name is ".altinstr_replacement";

    /// <summary>Holds parts of functions that lie elsewhere (asm/asm.h, asm/cpufeature.h), and no function of its own.</summary>
    internal static bool HoldsOnlyParts(string name) => name is ".fixup" or ".altinstr_aux" or ".text.fixup";

    /// <summary>Compilers put the seldom used parts of functions here, beside functions marked as cold.</summary>
    internal static bool HoldsColdParts(string name) =>
        HoldsOnlyParts(name) || name.StartsWith(".text.unlikely", StringComparison.Ordinal) || name.StartsWith(".text.cold", StringComparison.Ordinal) ||
        name.StartsWith(".text.split", StringComparison.Ordinal);

    /// <summary>Tables of places in code that are no begin of a function; everything else that holds a code address is taken to hold a function's.</summary>
    internal static bool HoldsSites(string name) => name is
        "__ex_table" or "__bug_table" or "__jump_table" or "__mcount_loc" or ".smp_locks" or ".altinstructions" or ".parainstructions" or
        ".return_sites" or ".retpoline_sites" or ".static_call_sites" or ".call_sites" or ".orc_unwind_ip" or ".ibt_endbr_seal" or ".cfi_sites" or
        ".kcfi_traps" or "__patchable_function_entries" or ".eh_frame" or "__verbose" or "__dyndbg" or ".pv_sites" ||
        name.StartsWith(".discard", StringComparison.Ordinal);
}
