using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>What kind of address failed (ST1109), and a code address that was not readable (ST1115).</summary>
static class FaultFacts
{
    // CONFIG_KASAN_SHADOW_OFFSET: x86-64, and arm64 with 48-bit addresses. A byte of shadow stands for eight of memory.
    static readonly ulong[] ShadowOffsets = [0xdffffc0000000000, 0xdfff800000000000, 0xdfffa00000000000];

    public static void Read(Report report, FindingList facts)
    {
        // A fault that the kernel names has its address in CR2 by rights.
        if (report.Code is { Unreadable: true } code && report.FaultAddress is null)
            facts.Add("ST1115", Message.Of("fact.code-unreadable"), Confidence.Likely, 15, report.Registers.Lines.TryGetValue("cr2", out long cr2) ? [code.Line, cr2] : [code.Line]);
        if (report.FaultAddress is not { } address || PoisonValues.TryFind(address, out _, out _) || Describe(report, address) is not { } claim)
            return;
        facts.Add("ST1109", claim, Confidence.Likely, 50, [PoisonFacts.FaultLine(report, address)]);
    }

    static bool SaysKasan(Report report) => report.Lines.Any(l => l.Text.Contains("KASAN", StringComparison.Ordinal));

    static Message? Describe(Report report, ulong address)
    {
        bool wide = report.Architecture is Architecture.X64 or Architecture.Arm64 or Architecture.RiscV or Architecture.LoongArch;
        foreach (ulong shadow in ShadowOffsets)
        {
            if (wide && address >= shadow && (address - shadow < 0x1_0000 || (address - shadow < 0x1000_0000_0000 && SaysKasan(report))))
                return Message.Of("fact.fault.shadow", RegisterText.Hex(address), RegisterText.Hex((address - shadow) << 3));
        }

        if (report.Location?.Address == address || report.Registers["rip"] == address)
            return Message.Of("fact.fault.jump", RegisterText.Hex(address));
        if (address < 0x1000)
            return address == 0 ? Message.Of("fact.fault.null") : Message.Of("fact.fault.null-field", RegisterText.Hex(address));
        if (wide && address >= 0xffff_ffff_ffff_f001)
            return Message.Of("fact.fault.error-pointer", RegisterText.Hex(address), unchecked((long)address));
        if (wide && StackTextFacts.AsText(address, 6) is { } text)
            return Message.Of("fact.fault.text", RegisterText.Hex(address), text);
        if (report.Architecture != Architecture.X64)
            return null;
        if (address < 0x0000_8000_0000_0000)
            return Message.Of("fact.fault.user", RegisterText.Hex(address));
        return address < 0xffff_8000_0000_0000 && address >> 56 != 0xff && !SaysKasan(report) ? Message.Of("fact.fault.non-canonical", RegisterText.Hex(address)) : null;
    }
}
