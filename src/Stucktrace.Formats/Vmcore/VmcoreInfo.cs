namespace Stucktrace.Formats.Vmcore;

/// <summary>
/// vmcoreinfo: lines KEY=VALUE that the kernel leaves for those who read its dump (kernel/vmcore_info.c). SYMBOL and KERNELOFFSET are hexadecimal without
/// a mark, NUMBER and LENGTH are decimal.
/// </summary>
public sealed class VmcoreInfo
{
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the text.</summary>
    /// <param name="text">The lines; the last may lack its end, zeroes may follow.</param>
    public VmcoreInfo(ReadOnlySpan<byte> text) => throw new NotSupportedException();

    /// <summary>The text as it is in the dump.</summary>
    public string Text { get; } = string.Empty;

    /// <summary>OSRELEASE, or null.</summary>
    public string? Release => Value("OSRELEASE");

    /// <summary>True when the kernel that wrote it crashed (CRASHTIME is there); a dump of a running machine has none.</summary>
    public bool Crashed => Value("CRASHTIME") is not null;

    /// <summary>Value of a key, or null.</summary>
    /// <param name="key">Key: <c>OSRELEASE</c>, <c>SYMBOL(init_uts_ns)</c>.</param>
    public string? Value(string key) => _values.GetValueOrDefault(key);

    /// <summary>SYMBOL(name), or null.</summary>
    public ulong? Symbol(string name) => throw new NotSupportedException();

    /// <summary>NUMBER(name), or null.</summary>
    public long? Number(string name) => throw new NotSupportedException();

    /// <summary>OFFSET(structure.field), or null.</summary>
    public long? Offset(string field) => throw new NotSupportedException();

    /// <summary>SIZE(name), or null.</summary>
    public long? Size(string name) => throw new NotSupportedException();
}
