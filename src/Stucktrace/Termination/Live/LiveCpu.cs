using System.Collections.Immutable;
using Stucktrace.Code.Loops;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;

namespace Stucktrace.Termination.Live;

/// <summary>Runs the code of one CPU of a dump on: its registers below interrupts, the loop that it is in, the run.</summary>
public static class LiveCpu
{
    // On the way into the crash kernel a CPU does nothing that anybody waits for.
    static readonly ImmutableArray<string> Crashing = ["panic", "crash_kexec", "__crash_kexec", "machine_kexec", "crash_nmi_callback", "machine_crash_shutdown", "native_machine_crash_shutdown"];

    /// <summary>Runs the code of one CPU; its registers are those below the interrupts that it was in.</summary>
    /// <param name="machine">The machine, with the registers of its CPUs.</param>
    /// <param name="cpu">The CPU.</param>
    /// <param name="function">Only if it is in this function or below it; null for any.</param>
    /// <param name="codes">The code of the dump's modules.</param>
    /// <returns>Null when the CPU is idle, in user mode, crashing, or elsewhere, or when not all of its registers are known.</returns>
    public static LiveStudy? Study(DumpedMachine machine, DumpedCpu cpu, string? function, ModuleCodes codes)
    {
        if (machine.TaskAt(cpu.Current) is not { Pid: not 0 } || StackReader.Of(machine).StackOf(cpu).Task is not { Registers: { Unsaved: 0 } context } layer)
            return null;
        if (layer.Frames.Any(f => f.Module is null && f.Symbol is { } symbol && Crashing.Contains(symbol)) || (function is not null && !layer.Frames.Any(f => f.Symbol == function)))
            return null;
        return LiveProof.Run(machine, cpu, context, LiveLoopFinder.Find(machine, layer.Frames, codes), writers: (address, bytes) => Writers(machine, codes, address, bytes));
    }

    // A variable of a module: whether its own code may write it.
    static Message? Writers(DumpedMachine machine, ModuleCodes codes, ulong address, int bytes) =>
        machine.Modules.FirstOrDefault(m => m.Regions.Any(r => address - r.Address < r.Size)) is { } module && codes.Of(module) is { } code && code.InImage(address) is { } inImage
            ? Message.Of(WordWriters.Of(code.Code).MayBeWritten(inImage, bytes) ? "end.release.word-written" : "end.release.word-nobody") : null;
}
