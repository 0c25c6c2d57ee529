using Stucktrace.Formats.Elf;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Code bytes that a report printed, beside those of the file at the same place.</summary>
/// <param name="Compared">How many were compared; relocated and patched ones are not.</param>
/// <param name="Masked">How many were left out for that reason.</param>
/// <param name="Different">The first place that differs, or null.</param>
/// <param name="InLog">The byte of the log there.</param>
/// <param name="InFile">The byte of the file there.</param>
sealed record ByteComparison(int Compared, int Masked, SectionOffset? Different, byte InLog, byte InFile)
{
    // The kernel puts it there for a probe or a breakpoint: no difference of the build.
    const byte Int3 = 0xcc;

    /// <summary>Compares.</summary>
    /// <param name="module">The module file.</param>
    /// <param name="at">Place in the file of the byte that the report marks.</param>
    /// <param name="code">The report's bytes, one of which is marked.</param>
    internal static ByteComparison Of(ExaminedModule module, SectionOffset at, CodeBytes code)
    {
        ReadOnlySpan<byte> bytes = module.File.Elf.SectionAt(at.Section) is { } section ? module.File.Elf.Contents(section).Span : default;
        int compared = 0, masked = 0, breakpoints = 0;
        for (int i = 0; i < code.Bytes.Length; i++)
        {
            long offset = (long)at.Offset + i - code.InstructionIndex;
            if (offset < 0 || offset >= bytes.Length)
                continue;
            if (module.Patched[at.Section, (ulong)offset])
            {
                masked++;
            }
            else if (bytes[(int)offset] == code.Bytes[i])
            {
                compared++;
            }
            else if (code.Bytes[i] == Int3 && breakpoints++ == 0)
            {
                masked++;
            }
            else
            {
                return new ByteComparison(compared, masked, new SectionOffset(at.Section, (ulong)offset), code.Bytes[i], bytes[(int)offset]);
            }
        }

        return new ByteComparison(compared, masked, null, 0, 0);
    }
}
