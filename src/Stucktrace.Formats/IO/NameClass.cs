namespace Stucktrace.Formats.IO;

/// <summary>What the name of a file in a folder lets expect.</summary>
enum NameClass
{
    /// <summary>Nothing: its content decides.</summary>
    Unknown,
    /// <summary>A log that the kernel writes to.</summary>
    KernelLog,
    /// <summary>A dump, a module, symbols.</summary>
    Binary,
    /// <summary>Something that holds no kernel messages: not opened.</summary>
    Never,
}
