using Iced.Intel;
using Stucktrace.Machine;
using Stucktrace.Machine.Known;

namespace Stucktrace.Termination.Execution;

/// <summary>A run of which a period can be written down.</summary>
interface IObservedRun
{
    /// <summary>Registers and flags.</summary>
    MachineState<KnownValue> State { get; }

    /// <summary>Memory.</summary>
    KnownMemory Memory { get; }

    /// <summary>Address of the next instruction.</summary>
    ulong Ip { get; }

    /// <summary>Instructions executed.</summary>
    long Steps { get; }

    /// <summary>Calls less returns since the beginning.</summary>
    int Depth { get; }

    /// <summary>Executes one instruction.</summary>
    /// <returns>Null when the run goes on, else why it can't.</returns>
    RunStop? Step();

    /// <summary>Lets the time go on, where there is one: asked for at the head of each round.</summary>
    void Tick();

    /// <summary>Receives each instruction before it is executed, while it is set.</summary>
    Action<Instruction>? InstructionObserver { get; set; }

    /// <summary>The bytes of an instruction that was executed.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="length">Its length.</param>
    ReadOnlySpan<byte> CodeAt(ulong address, int length);

    /// <summary>The function that a model does in place of the code at an address, or null where the code is executed.</summary>
    /// <param name="target">The address.</param>
    string? ModelAt(ulong target);
}
