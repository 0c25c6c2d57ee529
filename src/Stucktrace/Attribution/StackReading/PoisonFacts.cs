using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Poison in registers and in the address that failed (ST1108): memory was used after it was given back, or a node after it left its list.</summary>
static class PoisonFacts
{
    public static void Read(Report report, FindingList facts)
    {
        bool faulted = false;
        if (report.FaultAddress is { } address && PoisonValues.TryFind(address, out PoisonValue poison, out long delta))
        {
            faulted = true;
            facts.Add("ST1108", Message.Of(delta == 0 ? "fact.poison.fault-exact" : "fact.poison.fault", RegisterText.Hex(address), poison.Name, RegisterText.Hex(poison.Value), Signed(delta), Message.Of(poison.Message)),
                Confidence.Strong, 85, [FaultLine(report, address)]);
        }

        foreach ((string register, ulong value) in report.Registers.Values)
        {
            // Segment bases and control registers hold no pointers of the code's; list_del() itself leaves poison in a register, so alone it is weak.
            if (register is ['c', 'r', _] or ['d', 'r', _] or "fs" or "gs" or "knlgs" || report.IsLeftOver(register) || !PoisonValues.TryFind(value, out poison, out delta, near: !faulted))
                continue;
            facts.Add("ST1108", Message.Of(delta == 0 ? "fact.poison.register-exact" : "fact.poison.register", RegisterText.Name(report, register), RegisterText.Hex(value), poison.Name, Signed(delta), Message.Of(poison.Message)),
                faulted ? Confidence.Likely : Confidence.Possible, faulted ? 45 : 25, [report.Registers.Lines[register]]);
        }
    }

    /// <summary>The line that names the address that failed.</summary>
    internal static long FaultLine(Report report, ulong address)
    {
        string hex = address.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        foreach (ReportLine line in report.Lines)
        {
            if (line.Text.Contains(hex, StringComparison.OrdinalIgnoreCase))
                return line.Line;
        }

        return report.FirstLine;
    }

    static string Signed(long delta) => delta < 0 ? $"− {RegisterText.Hex(-delta)}" : $"+ {RegisterText.Hex(delta)}";
}
