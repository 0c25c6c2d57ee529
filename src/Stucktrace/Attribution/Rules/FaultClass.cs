using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Rules;

/// <summary>What kind of damage a fault shows, from its kind, its address and the poison in its registers.</summary>
static class FaultClass
{
    // Offsets into structures reach so far above NULL.
    const ulong NearNull = 0x1_0000;

    internal static (FailureClass Class, Message How) Of(Report report)
    {
        switch (report.Kind)
        {
            case ReportKind.Kasan or ReportKind.Kfence:
                return report.Title.Contains("use-after-free", StringComparison.Ordinal) || report.Title.Contains("double-free", StringComparison.Ordinal)
                    ? (FailureClass.UseAfterFree, Message.Of("fault.kasan-uaf"))
                    : report.Title.Contains("null-ptr", StringComparison.Ordinal) ? (FailureClass.NullDereference, Message.Of("fault.null-unknown")) : (FailureClass.MemoryCorruption, Message.Of("fault.kasan"));
            case ReportKind.ListCorruption:
                return Poisoned(report) is { } list ? (FailureClass.UseAfterFree, Message.Of("fault.poison", list.Name, list.Register, Hexadecimal.Address(list.Value))) : (FailureClass.MemoryCorruption, Message.Of("fault.list"));
            case ReportKind.BadPage or ReportKind.MemoryCorruption:
                return (FailureClass.MemoryCorruption, Message.Of("fault.memory"));
            case ReportKind.NullDereference when report.FaultAddress is null or < NearNull:
                return (FailureClass.NullDereference, report.FaultAddress is { } near ? Message.Of("fault.null", Hexadecimal.Address(near)) : Message.Of("fault.null-unknown"));
        }

        if (report.FaultAddress is { } address && PoisonValues.TryFind(address, out PoisonValue poison, out _) && poison.Freed)
            return (FailureClass.UseAfterFree, Message.Of("fault.poison-address", poison.Name, Hexadecimal.Address(address)));
        if (report.Kind is ReportKind.GeneralProtection or ReportKind.BadAccess && Poisoned(report) is { } found)
            return (FailureClass.UseAfterFree, Message.Of("fault.poison", found.Name, found.Register, Hexadecimal.Address(found.Value)));
        return report.Kind switch
        {
            ReportKind.BadAccess when report.FaultAddress is < NearNull => (FailureClass.NullDereference, Message.Of("fault.null", Hexadecimal.Address(report.FaultAddress.Value))),
            ReportKind.BadAccess => (FailureClass.Unknown, report.FaultAddress is { } bad ? Message.Of("fault.bad-address", Hexadecimal.Address(bad)) : Message.Of("fault.bad-address-unknown")),
            ReportKind.GeneralProtection => (FailureClass.MemoryCorruption, Message.Of("fault.non-canonical")),
            ReportKind.StackOverflow or ReportKind.DoubleFault => (FailureClass.MemoryCorruption, Message.Of("fault.stack")),
            ReportKind.DivideError => (FailureClass.Unknown, Message.Of("fault.divide")),
            ReportKind.Panic => (FailureClass.Unknown, Message.Of("fault.panic")),
            _ => (FailureClass.Unknown, Message.Of("fault.check")),
        };
    }

    static (string Register, ulong Value, string Name)? Poisoned(Report report)
    {
        foreach ((string register, ulong value) in report.Registers.Values)
        {
            if (register is not ("cr2" or "cr3" or "cr4" or "cr0" or "eflags" or "orig_rax") && !report.IsLeftOver(register) && value > uint.MaxValue
                && PoisonValues.TryFind(value, out PoisonValue poison, out _) && poison.Freed)
            {
                return (register.ToUpperInvariant(), value, poison.Name);
            }
        }

        return null;
    }
}
