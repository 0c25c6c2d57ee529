using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Blame.HelperGroups;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>KASAN, KMSAN, KCSAN, KFENCE, UBSAN and kmemleak: mm/kasan/report.c, mm/kmsan/report.c, kernel/kcsan/report.c, mm/kfence/report.c, lib/ubsan.c, mm/kmemleak.c.</summary>
static class SanitizerHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        new("BUG: KASAN: double-free or invalid-free in {function}", Kasan, "KASAN: invalid-free", Header, skip: Freeing, anywhere: true),
        new("BUG: KASAN: double-free in {function}", Kasan, "KASAN: invalid-free", Header, skip: Freeing, anywhere: true),
        new("BUG: KASAN: invalid-free in {function}", Kasan, "KASAN: invalid-free", Header, skip: Freeing, anywhere: true),
        new("BUG: KASAN: {what} in {function} at addr {address}", Kasan, "KASAN: {what}{access}", Header, skip: TagFaults, anywhere: true),
        new("BUG: KASAN: {what} in {function}", Kasan, "KASAN: {what}{access}", Header, skip: TagFaults, anywhere: true),
        new("BUG: KASAN: {what} on address {address}", Kasan, "KASAN: {what}{access}", Trace, anywhere: true),
        new("BUG: KASAN: {what}", Kasan, "KASAN: {what}", Trace, anywhere: true),
        new("KASAN: null-ptr-deref in range [0x{address}-0x{address}]", Kasan, "KASAN: null-ptr-deref", Fault, Continues, rank: -3),
        new("KASAN: {what} in range [0x{address}-0x{address}]", Kasan, "KASAN: {what}", Fault, Continues, rank: -3),

        new("BUG: KMSAN: kernel-usb-infoleak in {function}", Kmsan, "KMSAN: kernel-usb-infoleak", Trace, skip: UsbSubmit, anywhere: true),
        new("BUG: KMSAN: {what} in {function}", Kmsan, "KMSAN: {what}", Trace, skip: DataPlumbing, anywhere: true),
        new("BUG: KMSAN: {what}", Kmsan, "KMSAN: {what}", Trace, anywhere: true),
        new("BUG: KCSAN: {what} in {function} / {function2}", Kcsan, "KCSAN: {what}", HeaderOnly, anywhere: true),
        new("BUG: KCSAN: {what} in {function}", Kcsan, "KCSAN: {what}", HeaderOnly, anywhere: true),
        new("BUG: KFENCE: {what} in {function}", Kfence, "KFENCE: {what}", Header, anywhere: true),

        new("UBSAN: Undefined behaviour in {text}", Ubsan, "UBSAN: undefined-behaviour", Trace, skip: OverflowChecks),
        new("UBSAN: {what} in {text}", Ubsan, "UBSAN: {what}", Trace, skip: OverflowChecks),
        new("BUG: memory leak", MemoryLeak, "memory leak", Trace, skip: Allocating, anywhere: true),
        new("unreferenced object 0x{address} (size {number}):", MemoryLeak, "memory leak", Trace, BeginsOrContinues, Allocating),
    ];
}
