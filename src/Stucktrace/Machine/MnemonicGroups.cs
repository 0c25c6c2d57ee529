using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>Remembers which part of the semantics knows a mnemonic. Several threads may write the same answer; none writes another.</summary>
static class MnemonicGroups
{
    // More than there are mnemonics.
    static readonly MnemonicGroup[] Groups = new MnemonicGroup[4096];

    internal static ref MnemonicGroup Of(Mnemonic mnemonic) => ref Groups[(int)mnemonic];
}
