using Iced.Intel;
using Stucktrace.Machine;

namespace Stucktrace.Code;

/// <summary>Names of symbols that control flow has to know.</summary>
public static class KernelThunks
{
    // arch/x86/lib/retpoline.S and asm/GEN-for-each-reg.h (4.15 to 6.12); clang and gcc make local ones under the same or their own names
    // when the kernel does not provide them (-mindirect-branch=thunk, -mretpoline).
    static readonly string[] IndirectPrefixes =
        ["__x86_indirect_thunk_", "__x86_indirect_call_thunk_", "__x86_indirect_jump_thunk_", "__x86_indirect_its_thunk_", "__llvm_retpoline_", "__llvm_external_retpoline_"];

    /// <summary>What a call or jump to the symbol means.</summary>
    /// <param name="name">The symbol's name.</param>
    public static KernelThunk Of(string name)
    {
        if (name.StartsWith("__x86_", StringComparison.Ordinal) || name.StartsWith("__llvm_", StringComparison.Ordinal) ||
            name.StartsWith("srso_", StringComparison.Ordinal) || name.StartsWith("retbleed_", StringComparison.Ordinal) || name.StartsWith("its_", StringComparison.Ordinal))
        {
            if (name is "__x86_return_thunk" or "srso_return_thunk" or "srso_alias_return_thunk" or "retbleed_return_thunk" or "its_return_thunk")
                return new KernelThunk(KernelThunkKind.Return);
            foreach (string prefix in IndirectPrefixes)
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal) && RegisterConvention.Names.IndexOf(name[prefix.Length..]) is >= 0 and int number)
                    return new KernelThunk(KernelThunkKind.Indirect, Register.RAX + number);
            }
        }

        if (name is "__fentry__" or "mcount" or "_mcount")
            return new KernelThunk(KernelThunkKind.EntryHook);
        return NoReturnFunctions.Contains(name) ? new KernelThunk(KernelThunkKind.NoReturn) : default;
    }
}
