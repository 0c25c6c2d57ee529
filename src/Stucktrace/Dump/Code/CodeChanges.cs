using System.Globalization;
using Iced.Intel;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Dump.Code;

/// <summary>Gathers bytes that differ into places, and says what each looks like.</summary>
static class CodeChanges
{
    // Equal bytes in between that still belong to one change: those of an address that happen to agree.
    const int Gap = 4;

    internal static void Collect(DumpedCode code, ElfSection section, ulong start, byte[] expected, byte[] found, bool[] different, List<CodeChange> changes)
    {
        for (int at = 0; at < different.Length && changes.Count < ReadLimits.MaxCodeChanges;)
        {
            if (!different[at])
            {
                at++;
                continue;
            }

            int end = at + 1;
            for (int next = end; next < different.Length && next - end <= Gap; next++)
            {
                if (different[next])
                    end = next + 1;
            }

            changes.Add(Change(code, section, start, at, expected.AsSpan(at, end - at), found.AsSpan(at), end - at));
            at = end;
        }
    }

    /// <summary>Name of what lies at an address: <c>new_sys_kill+0x0 [dirpro_rcu]</c>; null when no symbol covers it.</summary>
    internal static string? NameOf(DumpedCode code, ulong address) => code.FunctionAt(address) is { } function
        ? string.Create(CultureInfo.InvariantCulture, $"{function.Name}+0x{address - function.Start:x}{(function.Module is { } module ? $" [{module.Name}]" : string.Empty)}")
        : code.ModuleAt(address) is { } owner ? $"[{owner.Name}]" : null;

    static CodeChange Change(DumpedCode code, ElfSection section, ulong start, int at, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found, int length)
    {
        ulong address = start + (ulong)at, target = 0;
        var kind = CodeChangeKind.Bytes;
        Instruction instruction = PatchCheck.Decode(address, found[..Math.Min(found.Length, 16)]);
        if (length == 1 && found[0] == 0xcc)
            kind = CodeChangeKind.Breakpoint;
        else if (instruction.Op0Kind == OpKind.NearBranch64 && instruction.FlowControl is FlowControl.UnconditionalBranch or FlowControl.Call)
            (kind, target) = (instruction.FlowControl == FlowControl.Call ? CodeChangeKind.Call : CodeChangeKind.Jump, instruction.NearBranchTarget);
        CodeSymbol? function = code.FunctionAt(address);
        return new CodeChange(
            address, section.Name, (ulong)at, function?.Name, function is { } known ? address - known.Start : 0, [.. expected], [.. found[..length]], kind, target,
            target == 0 ? null : NameOf(code, target));
    }
}
