namespace Stucktrace.Machine.Memory;

/// <summary>What memory says about some bytes. Three different answers; none of them is a zero.</summary>
public enum MemoryAnswer : byte
{
    /// <summary>The bytes are known.</summary>
    Defined,

    /// <summary>Nothing in the input or in the model says what these bytes are.</summary>
    NotInInput,

    /// <summary>The bytes belong to an object that was freed: what is there now is up to chance. The old content is given.</summary>
    Freed,
}
