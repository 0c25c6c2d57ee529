using System.Globalization;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Writes registers and values as the field does.</summary>
static class RegisterText
{
    /// <summary>The register's name as its architecture's people write it: <c>RCX</c>, <c>x8</c>.</summary>
    public static string Name(Report report, string register) =>
        report.Architecture is Architecture.X64 or Architecture.X86 ? register.ToUpperInvariant() : register;

    /// <summary>Name of the stack pointer's register.</summary>
    public static string? StackPointer(Report report)
    {
        foreach (string name in (ReadOnlySpan<string>)["rsp", "sp", "esp"])
        {
            if (report.Registers[name] is not null)
                return name;
        }

        return null;
    }

    public static string Hex(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    public static string Hex(long value) => value < 0 ? string.Create(CultureInfo.InvariantCulture, $"-0x{-value:x}") : Hex((ulong)value);

    /// <summary>A place relative to the stack pointer: <c>RSP+0x58</c>.</summary>
    public static string Slot(Report report, long offset)
    {
        string name = Name(report, StackPointer(report) ?? "sp");
        return offset == 0 ? name : $"{name}+{Hex(offset)}";
    }

    /// <summary>Evidence for a register: its line.</summary>
    public static Evidence At(Report report, string register) => report.At(report.Registers.Lines.TryGetValue(register, out long line) ? line : report.FirstLine);
}
