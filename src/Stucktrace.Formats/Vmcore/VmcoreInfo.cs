using System.Globalization;
using System.Text;

namespace Stucktrace.Formats.Vmcore;

/// <summary>
/// vmcoreinfo: lines KEY=VALUE that the kernel leaves for those who read its dump (kernel/crash_core.c, in 6.9 and later kernel/vmcore_info.c; in 2.6.32
/// kernel/kexec.c). SYMBOL and KERNELOFFSET are hexadecimal without a mark, NUMBER, OFFSET, SIZE and LENGTH are decimal.
/// </summary>
public sealed class VmcoreInfo
{
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the text.</summary>
    /// <param name="text">The lines; the last may lack its end, zeroes may follow.</param>
    public VmcoreInfo(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)0);
        Text = Encoding.Latin1.GetString(end < 0 ? text : text[..end]);
        foreach (ReadOnlySpan<char> line in Text.AsSpan().EnumerateLines())
        {
            // The kernel writes a key once; what was appended with the same key is not the kernel's.
            int equals = line.IndexOf('=');
            if (equals > 0)
                _values.TryAdd(line[..equals].ToString(), line[(equals + 1)..].Trim().ToString());
        }
    }

    /// <summary>The text as it is in the dump.</summary>
    public string Text { get; }

    /// <summary>OSRELEASE, or null.</summary>
    public string? Release => Value("OSRELEASE");

    /// <summary>True when the kernel that wrote it crashed (CRASHTIME is there); a dump of a running machine has none.</summary>
    public bool Crashed => Value("CRASHTIME") is not null;

    /// <summary>KERNELOFFSET: how far KASLR moved the kernel's image; null where the kernel does not say (before 3.14).</summary>
    public ulong? KernelOffset => Hexadecimal("KERNELOFFSET");

    /// <summary>Value of a key, or null.</summary>
    /// <param name="key">Key: <c>OSRELEASE</c>, <c>SYMBOL(init_uts_ns)</c>.</param>
    public string? Value(string key) => _values.GetValueOrDefault(key);

    /// <summary>SYMBOL(name), or null.</summary>
    /// <param name="name">Name of the symbol.</param>
    public ulong? Symbol(string name) => Hexadecimal($"SYMBOL({name})");

    /// <summary>NUMBER(name), or null.</summary>
    /// <param name="name">Name of the number.</param>
    public long? Number(string name) => Decimal($"NUMBER({name})");

    /// <summary>OFFSET(structure.field), or null.</summary>
    /// <param name="field">Structure and field: <c>task_struct.pid</c>.</param>
    public long? Offset(string field) => Decimal($"OFFSET({field})");

    /// <summary>SIZE(name), or null.</summary>
    /// <param name="name">Name of the structure.</param>
    public long? Size(string name) => Decimal($"SIZE({name})");

    /// <summary>LENGTH(name), or null.</summary>
    /// <param name="name">Name of the array: <c>mem_section</c>.</param>
    public long? Length(string name) => Decimal($"LENGTH({name})");

    ulong? Hexadecimal(string key)
    {
        ReadOnlySpan<char> text = Value(key);
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            text = text[2..];
        return ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) ? value : null;
    }

    long? Decimal(string key)
    {
        ReadOnlySpan<char> text = Value(key);
        // Some architectures write some numbers as 0x….
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return Hexadecimal(key) is { } bits ? unchecked((long)bits) : null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
            return value;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large) ? unchecked((long)large) : null;
    }
}
