namespace Stucktrace.Machine;

/// <summary>What an instruction met that is no value: looked at after each instruction by who drives the machine, and cleared by it.</summary>
public sealed class RunNotes
{
    /// <summary>A division that does not fit: the processor traps.</summary>
    public bool DivideError { get; set; }

    /// <summary>A value that nothing defines was needed; for domains that know numbers only.</summary>
    public UnknownReason? Undefined { get; set; }

    /// <summary>Memory that is not in the input was read: its address.</summary>
    public ulong? NotInInput { get; set; }

    /// <summary>Memory of a freed object was read: its address.</summary>
    public ulong? Freed { get; set; }

    /// <summary>An access whose address is not known, or that must not be made: it has no effect that can be stated.</summary>
    public bool UnknownStore { get; set; }

    /// <summary>A write to the code itself, or one beyond the bound of memory: its address.</summary>
    public ulong? RefusedStore { get; set; }

    /// <summary>An access to the first page or to a non-canonical address, which faults: the address.</summary>
    public ulong? Fault { get; set; }

    /// <summary>True when there is anything to look at.</summary>
    public bool Any { get; set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        DivideError = UnknownStore = Any = false;
        Undefined = null;
        NotInInput = Freed = RefusedStore = Fault = null;
    }
}
