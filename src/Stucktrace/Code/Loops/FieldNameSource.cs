namespace Stucktrace.Code.Loops;

/// <summary>Where the name of a field comes from.</summary>
public enum FieldNameSource
{
    /// <summary>From no name at all: only its role in the code is known.</summary>
    Role,

    /// <summary>From the order of fields that all kernels share.</summary>
    FieldOrder,

    /// <summary>From BTF.</summary>
    Btf,

    /// <summary>From DWARF.</summary>
    Dwarf,
}
