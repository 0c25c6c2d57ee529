using System.Buffers.Binary;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>Checks words of a stack against the code: is there a call before that address, and may it have led to the function below?</summary>
sealed class CallSites(DumpedCode code)
{
    const int LongestCall = 8;

    // The dispatcher of system calls jumps to some four hundred functions.
    const int MostTailCalls = 1024, MostFunctions = 2048;

    readonly Dictionary<ulong, (CallKindBefore Kind, ulong Target)> _known = [];
    readonly Dictionary<(ulong From, ulong To), CallFit> _fits = [];
    readonly Dictionary<ulong, (List<ulong> Targets, bool Anywhere)> _tailCalls = [];

    int _visitsLeft = ReadLimits.MaxFollowedTailCalls;

    /// <summary>The call that ends where the address begins.</summary>
    /// <param name="address">A possible return address.</param>
    /// <param name="target">What a direct call calls.</param>
    internal CallKindBefore Before(ulong address, out ulong target)
    {
        if (!_known.TryGetValue(address, out (CallKindBefore Kind, ulong Target) found))
            _known[address] = found = Decode(address);
        target = found.Target;
        return found.Kind;
    }

    /// <summary>Whether a function that was called may have gone on, by jumps to other functions, to the one that was found below.</summary>
    /// <param name="called">What was called.</param>
    /// <param name="function">Where the function of the frame below begins.</param>
    internal CallFit Fit(ulong called, ulong function)
    {
        if (_fits.TryGetValue((called, function), out CallFit known))
            return known;
        CallFit best = CallFit.No;
        HashSet<ulong> seen = [called];
        Queue<(ulong Function, int Jumps)> work = new([(called, 0)]);
        while (best != CallFit.Certain && work.TryDequeue(out (ulong Function, int Jumps) next))
        {
            if (next.Function == function)
                best = CallFit.Certain;
            else if (next.Jumps < ReadLimits.MaxTailCalls && seen.Count < MostFunctions && _visitsLeft-- > 0)
            {
                (List<ulong> targets, bool anywhere) = TailCallsOf(next.Function);
                best = anywhere ? CallFit.Possible : best;
                foreach (ulong target in targets)
                {
                    if (seen.Add(target))
                        work.Enqueue((target, next.Jumps + 1));
                }
            }
        }

        return _fits[(called, function)] = best;
    }

    (List<ulong> Targets, bool Anywhere) TailCallsOf(ulong function)
    {
        if (_tailCalls.TryGetValue(function, out (List<ulong> Targets, bool Anywhere) known))
            return known;
        List<ulong> targets = TailCalls(function, out bool anywhere);
        return _tailCalls[function] = (targets, anywhere);
    }

    (CallKindBefore Kind, ulong Target) Decode(ulong address)
    {
        Span<byte> bytes = stackalloc byte[LongestCall];
        if (!code.IsCode(address - 1) || code.Memory.Read(address - LongestCall, bytes) != MemoryState.Present)
            return default;
        if (bytes[LongestCall - 5] == 0xe8)
        {
            ulong target = unchecked(address + (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes[(LongestCall - 4)..]));
            if (code.FunctionAt(target) is { } called)
                return IsIndirect(called) ? (CallKindBefore.Indirect, 0) : (CallKindBefore.Direct, target);
        }

        for (int length = 2; length <= LongestCall; length++)
        {
            var decoder = Decoder.Create(64, new ByteArrayCodeReader(bytes[^length..].ToArray()));
            decoder.Decode(out Instruction instruction);
            if (instruction.Length == length && instruction.FlowControl == FlowControl.IndirectCall)
                return (CallKindBefore.Indirect, 0);
        }

        return default;
    }

    // Jumps through a register go to thunks of these names (arch/x86/lib/retpoline.S; the first of them is also named after their array).
    static bool IsIndirect(in CodeSymbol function) =>
        function.Name == "__x86_indirect_thunk_array" || KernelThunks.Of(function.Name).Kind == KernelThunkKind.Indirect;

    // Jumps out of the function: to other functions, which then return in its place.
    List<ulong> TailCalls(ulong called, out bool anywhere)
    {
        List<ulong> found = [];
        anywhere = false;
        if (code.FunctionAt(called) is not { } function)
            return found;
        ulong rest = function.Size == 0 ? ReadLimits.MaxSearchedFunctionBytes : function.Start + function.Size - called;
        var reader = new ByteArrayCodeReader(code.BytesAt(called, Math.Min(rest, ReadLimits.MaxSearchedFunctionBytes)));
        var decoder = Decoder.Create(64, reader);
        decoder.IP = called;
        while (reader.CanReadByte && found.Count < MostTailCalls)
        {
            decoder.Decode(out Instruction instruction);
            anywhere |= instruction.FlowControl == FlowControl.IndirectBranch;
            if (instruction.FlowControl is not (FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch) || instruction.Op0Kind != OpKind.NearBranch64 ||
                instruction.NearBranchTarget - function.Start < Math.Max(function.Size, 1) || code.FunctionAt(instruction.NearBranchTarget) is not { } target)
            {
                continue;
            }

            if (IsIndirect(target))
                anywhere = true;
            else
                found.Add(instruction.NearBranchTarget);
        }

        return found;
    }
}
