using Stucktrace.Code;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination.Execution;

/// <summary>Puts a module's sections into memory, as the loader does: code and constants as in the file, variables with their first values.</summary>
static class ModuleMemory
{
    internal static void Load(ModuleImage image, SparseMemory memory)
    {
        foreach (ImageSection section in image.Sections)
        {
            if (!memory.Write(section.Address, section.Bytes.Span))
                return;
            byte[] zeros = new byte[SparseMemory.PageBytes];
            for (ulong at = (ulong)section.Bytes.Length; at < section.Size; at += (ulong)zeros.Length)
            {
                // What does not fit is not in the input: a section may claim any size.
                if (!memory.Write(section.Address + at, zeros.AsSpan(0, (int)Math.Min((ulong)zeros.Length, section.Size - at))))
                    return;
            }
        }
    }
}
