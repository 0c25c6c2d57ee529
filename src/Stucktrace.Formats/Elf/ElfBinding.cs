namespace Stucktrace.Formats.Elf;

/// <summary>Who can see a symbol (gabi, the high half of st_info).</summary>
public enum ElfBinding : byte
{
    /// <summary>This object only.</summary>
    Local = 0,
    /// <summary>Everybody.</summary>
    Global = 1,
    /// <summary>Everybody, unless there is a global one.</summary>
    Weak = 2,
}
