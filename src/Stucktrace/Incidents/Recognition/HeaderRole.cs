namespace Stucktrace.Incidents.Recognition;

/// <summary>How a header stands to a report that is already open.</summary>
enum HeaderRole
{
    /// <summary>Begins a report of its own.</summary>
    Begins,

    /// <summary>
    /// Begins a report, or, right after another header and before any stack, says more of the same one (<c>invalid opcode: 0000 [#1]</c>
    /// after <c>kernel BUG at</c>).
    /// </summary>
    BeginsOrContinues,

    /// <summary>
    /// The text of a BUG() or WARN() that has a name of its own: the check's header stands right before or right after it.
    /// </summary>
    Message,

    /// <summary>Only ever says more of an open report; alone it is what is left of a cut one, and no report.</summary>
    Continues,

    /// <summary>A stack printed on behalf of an open report (NMI back traces, owners of locks); alone it is a report.</summary>
    Part,

    /// <summary>Announces the stacks of many tasks or CPUs, each a report of its own.</summary>
    List,

    /// <summary>Too general a wording to be believed alone: a report only when a stack trace follows.</summary>
    NeedsTrace,

    /// <summary>Whole in one line, or in a few: no stack belongs to it.</summary>
    OneLine,

    /// <summary>Prints a stack without being a failure; it is taken only so that its stack is not taken for another report's.</summary>
    Noise,
}
