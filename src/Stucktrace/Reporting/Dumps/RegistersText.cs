using Stucktrace.Dump;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Dumps;

/// <summary>The registers of a CPU, as the kernel prints them.</summary>
static class RegistersText
{
    // In the order of the kernel's own reports, by the numbers of the processor.
    static readonly (string Name, int Number)[] Order =
        [("RAX", 0), ("RBX", 3), ("RCX", 1), ("RDX", 2), ("RSI", 6), ("RDI", 7), ("RBP", 5), ("R8 ", 8), ("R9 ", 9), ("R10", 10), ("R11", 11), ("R12", 12), ("R13", 13), ("R14", 14), ("R15", 15)];

    const int InARow = 3;

    internal static void Write(TextSurface surface, DumpedRegisters registers, Language language)
    {
        surface.Paragraph(2, 4, new TextRun($"RIP {registers.CodeSegment:x4}:{registers.InstructionPointer:x16}  RSP {registers.StackPointer:x16}  EFLAGS {registers.Flags:x8}"), new TextRun("  " + language.Say(registers.Origin switch
        {
            RegisterOrigin.CrashNotes => "dump.origin.crash-notes",
            RegisterOrigin.QemuPrStatus => "dump.origin.qemu-prstatus",
            RegisterOrigin.QemuState => "dump.origin.qemu-state",
            _ => "dump.origin.interrupt-frame",
        }), Tone.Quiet));
        foreach ((string Name, int Number)[] row in Order.Chunk(InARow))
            surface.Paragraph(2, 4, new TextRun(string.Join("  ", row.Select(r => $"{r.Name} {registers.Values[r.Number]:x16}"))));
    }
}
