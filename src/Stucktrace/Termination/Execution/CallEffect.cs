namespace Stucktrace.Termination.Execution;

/// <summary>What a function of the kernel does, as far as a loop that calls it can see.</summary>
public enum CallEffect : byte
{
    /// <summary>Writes nothing that the module reads; what it returns is not known.</summary>
    Nothing,

    /// <summary>Writes nothing; returns 0: the lock was taken, the allocation of nothing, success.</summary>
    Zero,

    /// <summary>strlen(s).</summary>
    StringLength,

    /// <summary>strnlen(s, n).</summary>
    StringLengthBounded,

    /// <summary>strcmp(a, b): the sign of the first difference.</summary>
    CompareStrings,

    /// <summary>strncmp(a, b, n).</summary>
    CompareStringsBounded,

    /// <summary>memcmp(a, b, n).</summary>
    CompareMemory,

    /// <summary>strcpy(to, from); returns to.</summary>
    CopyString,

    /// <summary>strncpy(to, from, n): fills up with zeros; returns to.</summary>
    CopyStringPadded,

    /// <summary>strscpy and strlcpy(to, from, n): always ends with a zero; the result is the length, or -E2BIG of strscpy.</summary>
    CopyStringEnded,

    /// <summary>memcpy and memmove(to, from, n); returns to.</summary>
    CopyMemory,

    /// <summary>memset(to, byte, n); returns to.</summary>
    SetMemory,

    /// <summary>strchr(s, c): a pointer or NULL.</summary>
    FindCharacter,

    /// <summary>Returns the time: a value that nothing in memory tells, and that grows from call to call (<see cref="Kernel.ClockFunctions"/>).</summary>
    Clock,

    /// <summary>Returns a new object of which nothing is known.</summary>
    Allocate,

    /// <summary>Gives an object back.</summary>
    Free,

    /// <summary>copy_from_user(to, from, n): the bytes are not known; returns 0, no byte was left.</summary>
    CopyFromUser,
}
