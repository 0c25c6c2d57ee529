using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Parsing;

/// <summary>Decodes the system call that a task is in from the registers that it entered the kernel with.</summary>
static class SystemCallDecoder
{
    static readonly string[] X64Arguments = ["rdi", "rsi", "rdx", "r10", "r8", "r9"];
    static readonly string[] CompatArguments = ["rbx", "rcx", "rdx", "rsi", "rdi", "rbp"];
    static readonly string[] X86Arguments = ["ebx", "ecx", "edx", "esi", "edi", "ebp"];
    static readonly string[] Arm64Arguments = ["x0", "x1", "x2", "x3", "x4", "x5"];
    static readonly string[] RiscVArguments = ["a0", "a1", "a2", "a3", "a4", "a5"];

    // Numbers 1 to 31 of include/uapi/asm-generic/signal.h, which x86 and arm share.
    static readonly string[] Signals =
    [
        "0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM",
        "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF",
        "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    /// <summary>Decodes the call.</summary>
    /// <param name="architecture">Architecture of the kernel.</param>
    /// <param name="user">User-side registers.</param>
    /// <returns>Null when the registers are not there, or the kernel was entered by an interrupt or exception.</returns>
    public static SystemCall? Decode(Architecture architecture, RegisterFile user)
    {
        (string number, string[] arguments, Architecture table) = architecture switch
        {
            // 0x23 is the code segment of 32-bit programs on a 64-bit kernel.
            Architecture.X64 when user["cs"] == 0x23 => ("orig_rax", CompatArguments, Architecture.X86),
            Architecture.X64 => ("orig_rax", X64Arguments, Architecture.X64),
            Architecture.X86 => ("orig_eax", X86Arguments, Architecture.X86),
            Architecture.Arm64 => ("x8", Arm64Arguments, Architecture.Arm64),
            Architecture.RiscV => ("a7", RiscVArguments, Architecture.RiscV),
            Architecture.LoongArch => ("a7", RiscVArguments, Architecture.LoongArch),
            _ => (string.Empty, [], Architecture.Unknown),
        };
        if (user[number] is not { } raw)
            return null;

        // A negative ORIG_RAX marks an entry that was no system call. Bit 30 is the x32 ABI's.
        long call = table == Architecture.X86 ? (int)raw : unchecked((long)raw);
        if (table == Architecture.X64)
            call = call is > 0 and < 0x8000_0000 ? call & ~0x4000_0000 : call;
        if (call is < 0 or > 4096)
            return null;
        string? name = NameOf(table, call);
        string[]? signature = name is null ? null : SystemCallSignatures.Find(name);
        ImmutableArray<(string Name, string Value)>.Builder values = ImmutableArray.CreateBuilder<(string Name, string Value)>(6);
        for (int i = 0; i < Math.Min(signature?.Length ?? 0, arguments.Length); i++)
        {
            if (user[arguments[i]] is not { } value)
                break;
            int colon = signature![i].IndexOf(':', StringComparison.Ordinal);
            values.Add((signature[i][..colon], Show(value, signature[i][colon + 1])));
        }

        return new SystemCall((int)call, name, values.ToImmutable(), user.Lines.TryGetValue(number, out long line) ? line : 0);
    }

    /// <summary>Name of a system call, or null when its number is free or beyond the table.</summary>
    internal static string? NameOf(Architecture architecture, long number) => architecture switch
    {
        Architecture.X64 => SystemCallNames.X64(number),
        Architecture.X86 => SystemCallNames.X86(number),
        Architecture.Arm64 or Architecture.RiscV or Architecture.LoongArch => SystemCallNames.Generic(number),
        _ => SystemCallNames.Common(number),
    };

    /// <summary>Shows a value as its kind is read: decimal, hexadecimal, octal, signal name.</summary>
    static string Show(ulong value, char kind) => kind switch
    {
        'd' => Text(unchecked((int)value)),
        'l' => Text(unchecked((long)value)),
        'u' => value.ToString(CultureInfo.InvariantCulture),
        'o' => "0" + Convert.ToString(unchecked((int)value & 0x7fff), 8),
        'a' => unchecked((int)value) == -100 ? "AT_FDCWD" : Text(unchecked((int)value)),
        'g' => Signal(unchecked((int)value)),
        'p' when value == 0 => "NULL",
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}"),
    };

    static string Signal(int number) => number > 0 && number < Signals.Length ? Signals[number] : Text(number);

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
