using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Kernel;
using Stucktrace.Machine;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Scenarios;

/// <summary>A look-up of the kernel whose answer "there is none" the module goes on with: executed from behind the call with NULL and nothing else known.</summary>
/// <param name="Function">Function of the module.</param>
/// <param name="CallAt">The call.</param>
/// <param name="Lookup">Function of the kernel that was called.</param>
/// <param name="FaultFunction">Function of the module in which the access faults.</param>
/// <param name="FaultAt">The instruction: of the access, or the call that hands the pointer on.</param>
/// <param name="Address">The address accessed.</param>
/// <param name="HandedTo">Function of the kernel that is given the pointer, or null when the module uses it itself.</param>
public sealed record NullLookup(Function Function, ulong CallAt, string Lookup, Function FaultFunction, ulong FaultAt, ulong Address, string? HandedTo)
{
    const ulong FirstPage = 4096;
    const int MostPages = 64, MostSteps = 4096, MostCalls = 2000;

    /// <summary>Looks for them in a function.</summary>
    /// <param name="code">The module.</param>
    /// <param name="function">The function.</param>
    public static IEnumerable<NullLookup> Of(ModuleCode code, Function function)
    {
        int tried = 0;
        foreach (Instruction call in code.GraphOf(function).Instructions)
        {
            if (code.KindOf(call, out ulong target) != InstructionKind.Call || code.Image.ExternalAt(target) is not { } external || !LookupFunctions.Contains(external.Name))
                continue;
            if (tried++ >= MostCalls)
                yield break;
            // Every branch on the way is decided by the NULL alone, else the run stops there: what faults, faults whenever nothing is found.
            if (After(code, call.NextIP) is { Kind: StopKind.Fault, Address: < FirstPage and { } address } stop)
                yield return new NullLookup(function, call.IP, external.Name, code.FunctionAt(stop.At) ?? function, stop.At, address, HandedOn(code, stop.At));
        }
    }

    static string? HandedOn(ModuleCode code, ulong at) =>
        code.FunctionAt(at) is { } function && code.GraphOf(function) is var graph && graph.IndexOf(at) is >= 0 and int index
        && code.KindOf(graph.Instructions[index], out ulong target) == InstructionKind.Call ? code.Image.ExternalAt(target)?.Name : null;

    static RunStop? After(ModuleCode code, ulong address)
    {
        SparseMemory memory = new(MostPages);
        ModuleMemory.Load(code.Image, memory);
        ModuleRun run = new(code, memory);
        run.State.Registers[MachineState<KnownValue>.StackPointer] = ScenarioMachine.StackTop;
        run.State.Registers[0] = 0UL;
        run.Begin(address);
        for (int step = 0; step < MostSteps; step++)
        {
            if (run.Step() is { } stop)
                return stop;
        }

        return null;
    }
}
