namespace Stucktrace.Code.Entries;

/// <summary>What is known of a value.</summary>
enum ValueKind : byte
{
    /// <summary>Nothing.</summary>
    Unknown,
    /// <summary>A number, or an address of the image.</summary>
    Number,
    /// <summary>An address on the function's own stack, relative to where it began.</summary>
    Stack,
    /// <summary>A place and a distance.</summary>
    Place,
}
