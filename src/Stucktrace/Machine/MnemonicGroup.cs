namespace Stucktrace.Machine;

/// <summary>Which part of the semantics knows a mnemonic.</summary>
enum MnemonicGroup : byte
{
    /// <summary>Not met yet, or one that few programs contain.</summary>
    Other,

    /// <summary>A move.</summary>
    Move,

    /// <summary>An addition, comparison or the like.</summary>
    Arithmetic,

    /// <summary>A conditional jump.</summary>
    Branch,
}
