namespace Stucktrace.Termination.Live;

/// <summary>What a list in memory looks like when its pointers are followed from one node on.</summary>
public enum ListShape
{
    /// <summary>They lead back to the node: a proper ring.</summary>
    Ring,

    /// <summary>They lead into a ring that the node is not part of: nobody points back to it.</summary>
    Rho,

    /// <summary>They lead to a node that points to itself.</summary>
    SelfCycle,

    /// <summary>A ring in which some node's back pointer does not point to the node before it.</summary>
    BrokenBackLink,

    /// <summary>They end in a poison value: a node that was taken out.</summary>
    Poisoned,

    /// <summary>They end with NULL.</summary>
    NullTerminated,

    /// <summary>They lead to memory that the dump does not hold.</summary>
    LeavesDump,

    /// <summary>They lead to an address where nothing is mapped.</summary>
    LeavesMemory,

    /// <summary>There are more nodes than are looked at.</summary>
    TooLong,
}
