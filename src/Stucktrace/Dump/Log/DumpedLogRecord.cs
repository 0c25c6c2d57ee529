namespace Stucktrace.Dump.Log;

/// <summary>One record of the kernel's log in a dump.</summary>
public sealed record DumpedLogRecord
{
    /// <summary>Number since boot; null in a ring of characters.</summary>
    public ulong? Sequence { get; init; }

    /// <summary>Nanoseconds since boot; null in a ring of characters, whose text begins with the time where the kernel was told to print it.</summary>
    public ulong? Nanoseconds { get; init; }

    /// <summary>Severity: 0 is an emergency, 7 for debugging; null when it is not known.</summary>
    public int? Level { get; init; }

    /// <summary>Facility of syslog: 0 is the kernel itself, others are programs that wrote to /dev/kmsg.</summary>
    public int Facility { get; init; }

    /// <summary>Who printed: the thread's id, or 0x80000000 plus the CPU outside of threads; null where the kernel does not keep it.</summary>
    public uint? Caller { get; init; }

    /// <summary>The bytes of the text, which may have several lines; not cleaned of anything.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>True when this goes on in the line of the record before (kernels up to 4.9 kept such pieces apart).</summary>
    public bool Continues { get; init; }

    /// <summary>True when a line is not ended by this record.</summary>
    public bool LeavesOpen { get; init; }
}
