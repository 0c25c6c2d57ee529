using System.Globalization;

namespace Stucktrace.Formats.Vmcore.Types;

/// <summary>The few layouts that vmcoreinfo tells: OFFSET(structure.field) and SIZE(structure). Sizes of fields it does not tell.</summary>
sealed class InfoTypes(VmcoreInfo info) : IKernelTypes
{
    // No struct of any kernel is larger; what is beyond is damaged.
    const long LargestStruct = 16 << 20;

    public FieldPlace? Field(string structure, string path) =>
        info.Offset($"{structure}.{path}") is >= 0 and < LargestStruct and var offset ? new FieldPlace(offset, 0, LayoutSource.VmcoreInfo) : null;

    public long? SizeOf(string structure) => info.Size(structure) is > 0 and < LargestStruct and var size ? size : null;

    /// <summary>Names of the symbols that vmcoreinfo tells.</summary>
    internal static IEnumerable<string> Symbols(VmcoreInfo info)
    {
        const string Key = "SYMBOL(";
        foreach (string line in info.Text.Split('\n'))
        {
            int close = line.IndexOf(")=", StringComparison.Ordinal);
            if (close > Key.Length && line.StartsWith(Key, StringComparison.Ordinal))
                yield return line[Key.Length..close];
        }
    }

    /// <summary>Every offset that vmcoreinfo tells.</summary>
    internal static IEnumerable<(string Structure, string Field, long Offset)> Offsets(VmcoreInfo info)
    {
        foreach (string line in info.Text.Split('\n'))
        {
            int dot = line.IndexOf('.', StringComparison.Ordinal), close = line.IndexOf(")=", StringComparison.Ordinal);
            if (line.StartsWith("OFFSET(", StringComparison.Ordinal) && dot > 0 && close > dot && long.TryParse(line.AsSpan(close + 2), NumberStyles.None, CultureInfo.InvariantCulture, out long offset))
                yield return (line["OFFSET(".Length..dot], line[(dot + 1)..close], offset);
        }
    }
}
