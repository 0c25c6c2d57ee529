using Iced.Intel;

namespace Stucktrace.Code;

/// <summary>What it means to call or jump to a symbol that control flow has to know.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Register">The register that an indirect thunk goes through.</param>
public readonly record struct KernelThunk(KernelThunkKind Kind, Register Register = Register.None);
