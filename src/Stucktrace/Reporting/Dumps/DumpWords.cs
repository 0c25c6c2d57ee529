using System.Globalization;
using Stucktrace.Dump;

namespace Stucktrace.Reporting.Dumps;

/// <summary>Small pieces of text that several views share.</summary>
static class DumpWords
{
    internal static string Number(double? value, string format = "0.0") => value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : "-";

    internal static string Number(int? value) => value is { } number ? number.ToString(CultureInfo.InvariantCulture) : "-";

    internal static string Number(ulong? value) => value is { } number ? number.ToString(CultureInfo.InvariantCulture) : "-";

    /// <summary>A task in a sentence: <c>132 worker</c>.</summary>
    internal static string Task(DumpedTask task) => string.Create(CultureInfo.InvariantCulture, $"{task.Pid} {task.Comm}");

    /// <summary>The task with an address, or the address where no list has it.</summary>
    internal static string Task(DumpedMachine machine, ulong address) =>
        machine.TaskAt(address) is { } task ? Task(task) : Hexadecimal.Address(address);

    /// <summary>A name, in brackets for a thread of the kernel as ps writes it.</summary>
    internal static string Name(DumpedTask task) => task.Mm == 0 ? $"[{task.Comm}]" : task.CommandLine is { Length: > 0 } line ? $"{task.Comm}  {line}" : task.Comm;

    internal static string Frame(DumpedFrame frame) =>
        (frame.Symbol is null ? Hexadecimal.Address(frame.Address) : $"{frame.Symbol}{Hexadecimal.Signed((long)frame.Offset)}{(frame.Size > 0 ? "/" + Hexadecimal.Address(frame.Size) : string.Empty)}")
        + (frame.Module is null ? string.Empty : $" [{frame.Module}]");

    internal static string Uptime(double seconds) => TimeSpan.FromSeconds(seconds) is var time && time.Days > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time:hh\\:mm\\:ss}") : time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
