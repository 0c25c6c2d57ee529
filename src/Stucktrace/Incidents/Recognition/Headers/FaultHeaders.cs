using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>Exceptions that the processor raised in kernel mode: arch/*/mm/fault.c, arch/*/kernel/traps.c.</summary>
static class FaultHeaders
{
    const string Null = "BUG: unable to handle kernel NULL pointer dereference";
    const string Paging = "BUG: unable to handle kernel paging request";

    internal static readonly HeaderRule[] Rules =
    [
        // x86
        new("BUG: unable to handle kernel NULL pointer dereference", NullDereference, Null, Fault, anywhere: true),
        new("BUG: kernel NULL pointer dereference", NullDereference, Null, Fault, anywhere: true),
        new("BUG: unable to handle page fault for address: {address}", BadAccess, Paging, Fault, anywhere: true),
        new("BUG: unable to handle kernel paging request at {text}", BadAccess, Paging, Fault, anywhere: true),
        new("BUG: unable to handle kernel paging request", BadAccess, Paging, Fault, anywhere: true),
        new("BUG: unable to handle kernel ", BadAccess, "BUG: unable to handle kernel", Fault),
        new("Unable to handle kernel NULL pointer dereference at {address} RIP", NullDereference, Null, Fault),
        new("general protection fault: ", GeneralProtection, "general protection fault", Fault, BeginsOrContinues, anywhere: true),
        new("general protection fault, ", GeneralProtection, "general protection fault", Fault, BeginsOrContinues, anywhere: true),
        new("general protection fault maybe for address ", GeneralProtection, "general protection fault", Fault, BeginsOrContinues, anywhere: true),
        new("Oops: general protection fault", GeneralProtection, "general protection fault", Fault, BeginsOrContinues),
        new("stack segment:", GeneralProtection, "stack segment fault", Fault),
        new("Oops: stack segment", GeneralProtection, "stack segment fault", Fault),
        new("divide_error:", DivideError, "divide error", Fault),
        new("Oops: divide_error", DivideError, "divide error", Fault),
        new("divide error:", DivideError, "divide error", Fault),
        new("Oops: divide error", DivideError, "divide error", Fault),
        new("PANIC: double fault", DoubleFault, "PANIC: double fault", Fault, BeginsOrContinues),
        new("double fault: 0000 [#{number}]", DoubleFault, "PANIC: double fault", Fault),
        new("traps: PANIC: double fault", DoubleFault, "PANIC: double fault", Fault, BeginsOrContinues),
        new("invalid opcode: {number} [#", InvalidOpcode, "invalid opcode", Fault, BeginsOrContinues, rank: -1),
        new("Oops: invalid opcode: {number} [#", InvalidOpcode, "invalid opcode", Fault, BeginsOrContinues, rank: -1),
        new("int3: {number} [#", InvalidOpcode, "int3", Fault),
        new("Oops: int3: {number} [#", InvalidOpcode, "int3", Fault),
        new("segment not present: {number} [#", GeneralProtection, "segment not present", Fault),
        new("alignment check: {number} [#", BadAccess, "alignment check", Fault),
        new("simd exception: {number} [#", InvalidOpcode, "simd exception", Fault),
        new("debug: {number} [#", InvalidOpcode, "debug exception", Fault, BeginsOrContinues),
        new("kernel tried to execute NX-protected page - exploit attempt?", BadAccess, Paging, Fault, BeginsOrContinues, rank: -1),
        new("unable to execute userspace code (SMEP?)", BadAccess, Paging, Fault, BeginsOrContinues, rank: -1),
        new("traps: Missing ENDBR: {function}", Bug, "kernel BUG", Header),
        new("BUG: stack guard page was hit at {address} (stack is {text})", StackOverflow, "BUG: stack guard page was hit", Activity),
        new("BUG: {word} stack guard page was hit at {address} (stack is {text})", StackOverflow, "BUG: stack guard page was hit", Activity),
        new("kernel stack overflow (page fault):", StackOverflow, "BUG: stack guard page was hit", Activity, BeginsOrContinues),
        new("kernel stack overflow (double-fault):", StackOverflow, "BUG: stack guard page was hit", Activity, BeginsOrContinues),

        // arm, arm64, riscv, mips, loongarch
        new("Unable to handle kernel NULL pointer dereference", NullDereference, Null, Fault, anywhere: true),
        new("Unable to handle kernel access to user memory outside uaccess routines", BadAccess, Paging, Fault, anywhere: true),
        new("Unable to handle kernel paging request", BadAccess, Paging, Fault, anywhere: true),
        new("Unable to handle kernel access to {text}", BadAccess, Paging, Fault, anywhere: true),
        new("Unable to handle kernel read ", BadAccess, Paging, Fault),
        new("Unable to handle kernel write ", BadAccess, Paging, Fault),
        new("Unable to handle kernel execute ", BadAccess, Paging, Fault),
        new("CPU {cpu} Unable to handle kernel paging request at virtual address {address}", BadAccess, Paging, Fault),
        new("Unhandled fault: {text} (0x{address}) at 0x{address}", BadAccess, "Unhandled fault", Fault, BeginsOrContinues),
        new("Unhandled fault: {text} (0x{address}) at [<{address}>]", BadAccess, "Unhandled fault", Fault, BeginsOrContinues),
        new("Unhandled prefetch abort: {text} (0x{address}) at 0x{address}", BadAccess, "Unhandled prefetch abort", Fault),
        new("Unhandled fault at 0x{address}", BadAccess, "Unhandled fault", Fault),
        new("Alignment trap: not handling instruction {address} at [<{address}>]", BadAccess, "Alignment trap", Fault),
        new("Insufficient stack space to handle exception!", StackOverflow, "BUG: stack guard page was hit", Activity),
        new("Kernel stack overflow detected", StackOverflow, "BUG: stack guard page was hit", Activity, BeginsOrContinues),
        new("Bad mode in {text} handler detected", Other, "kernel panic: bad mode", Fault),
        new("Unhandled {word} Exception in ", Other, "kernel panic: unhandled exception", Fault),
        new("Internal error: Oops - undefined instruction: ", InvalidOpcode, "Internal error", Fault, BeginsOrContinues, rank: -1),
        new("Internal error: Oops - BUG: ", Bug, "kernel BUG", Fault, BeginsOrContinues, rank: -1),
        new("Internal error: Oops - SP/PC alignment exception: ", BadAccess, "Internal error", Fault, BeginsOrContinues, rank: -1),
        new("Internal error: synchronous ", BadAccess, "Internal error", Fault, BeginsOrContinues, rank: -1),
        new("Internal error: Oops", BadAccess, "Internal error", Fault, BeginsOrContinues, rank: -1),
        new("Internal error: {text}", Other, "Internal error", Fault, BeginsOrContinues, rank: -1),
        new("SError Interrupt on CPU{cpu}, code {address}", MachineCheck, "SError Interrupt", Fault),
        new("Kernel unaligned instruction access[#", BadAccess, "Kernel unaligned instruction access", Fault),
        new("Kernel unaligned access at ", BadAccess, "Kernel unaligned access", Fault),
        new("Kernel bug detected[#", Bug, "kernel BUG", Fault),
        new("Reserved instruction in kernel code[#", InvalidOpcode, "Reserved instruction in kernel code", Fault),

        // powerpc, s390
        new("BUG: Kernel NULL pointer dereference", NullDereference, Null, Fault, anywhere: true),
        new("BUG: Unable to handle kernel instruction fetch", BadAccess, Paging, Fault, anywhere: true),
        new("BUG: Unable to handle kernel data access", BadAccess, Paging, Fault, anywhere: true),
        new("BUG: Unable to handle ", BadAccess, Paging, Fault),
        new("Unable to handle kernel pointer dereference in virtual kernel address space", BadAccess, Paging, Fault, anywhere: true),
        new("Unable to handle kernel pointer dereference", BadAccess, Paging, Fault, anywhere: true),
        new("Kernel attempted to read user page ({address})", BadAccess, Paging, Fault, BeginsOrContinues),
        new("Kernel attempted to write user page ({address})", BadAccess, Paging, Fault, BeginsOrContinues),
        new("Kernel attempted to access user page ({address})", BadAccess, Paging, Fault, BeginsOrContinues),
        new("Oops: Exception in kernel mode, sig: {number}", Other, "Oops: Exception in kernel mode", Fault, BeginsOrContinues, rank: -1),
        new("illegal operation: {address} ilc:", InvalidOpcode, "illegal operation", Fault, BeginsOrContinues),
        new("specification exception: {address} ilc:", InvalidOpcode, "specification exception", Fault),
        new("Oops[#{number}]:", Other, "Oops", Fault, BeginsOrContinues, rank: -2),
        new("Oops: {text} [#{number}]", Other, "Oops", Fault, BeginsOrContinues, rank: -2),
        new("Oops [#{number}]", Other, "Oops", Fault, BeginsOrContinues, rank: -2),
    ];
}
