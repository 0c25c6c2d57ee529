using Stucktrace.Machine;
using Stucktrace.Machine.Known;

namespace Stucktrace.Termination.Execution;

/// <summary>
/// Does what a kernel function does: reads and writes through the same memory as the module's own instructions, so that what it reads is part of what
/// a proof rests on. Registers that the calling convention does not keep are unknown afterwards.
/// </summary>
static class CallExecution
{
    const ulong MostBytes = 64 * 1024;
    const long TooBig = -7; // -E2BIG, what strscpy returns when it had to cut

    /// <summary>Executes a call.</summary>
    /// <param name="model">The function.</param>
    /// <param name="state">Registers; those that a call may change are changed.</param>
    /// <param name="memory">Memory.</param>
    /// <param name="at">Address of the call.</param>
    /// <param name="allocate">Makes an object of some size; null where nothing may be allocated.</param>
    /// <returns>False when the effect can't be told: it depends on something that is not known.</returns>
    internal static bool Apply(CallModel model, MachineState<KnownValue> state, KnownMemory memory, ulong at, Func<ulong, ulong>? allocate)
    {
        ReadOnlySpan<int> arguments = RegisterConvention.Arguments;
        KnownValue first = state.Registers[arguments[0]], second = state.Registers[arguments[1]], third = state.Registers[arguments[2]];
        KnownValue result = KnownValue.Nothing(64);
        Bytes bytes = new(memory, at);
        bool done = true;
        switch (model.Effect)
        {
            case CallEffect.Nothing or CallEffect.Free or CallEffect.Clock:
                break;
            case CallEffect.Zero:
                result = 0;
                break;
            case CallEffect.StringLength:
                result = bytes.Length(first, MostBytes);
                break;
            case CallEffect.StringLengthBounded:
                result = second.IsKnown ? bytes.Length(first, Math.Min(second.Value, MostBytes)) : KnownValue.Nothing(64);
                break;
            case CallEffect.CompareStrings:
                result = bytes.Compare(first, second, MostBytes, ends: true);
                break;
            case CallEffect.CompareStringsBounded or CallEffect.CompareMemory:
                result = third is { IsKnown: true, Value: <= MostBytes } ? bytes.Compare(first, second, third.Value, model.Effect == CallEffect.CompareStringsBounded) : KnownValue.Nothing(64);
                break;
            case CallEffect.FindCharacter:
                result = second.IsKnown ? bytes.Find(first, (byte)second.Value) : KnownValue.Nothing(64);
                break;
            case CallEffect.CopyString:
                done = bytes.CopyString(first, second, MostBytes, pad: false, out _);
                result = first;
                break;
            case CallEffect.CopyStringPadded or CallEffect.CopyStringEnded:
                done = third is { IsKnown: true, Value: > 0 and <= MostBytes } && bytes.CopyString(first, second, third.Value, model.Effect == CallEffect.CopyStringPadded, out result);
                result = model.Effect == CallEffect.CopyStringPadded ? first : result;
                break;
            case CallEffect.CopyMemory:
                done = third is { IsKnown: true, Value: <= MostBytes } && bytes.Copy(first, second, third.Value);
                result = first;
                break;
            case CallEffect.SetMemory:
                done = third is { IsKnown: true, Value: <= MostBytes } && bytes.Set(first, new KnownValue(second.Value & 0xff, second.Unknown & 0xff), third.Value);
                result = first;
                break;
            case CallEffect.CopyFromUser:
                done = third is { IsKnown: true, Value: <= MostBytes } && bytes.Set(first, KnownValue.Nothing(8), third.Value);
                result = 0;
                break;
            case CallEffect.Allocate:
                done = allocate is not null;
                result = allocate?.Invoke(first is { IsKnown: true, Value: <= MostBytes } ? first.Value : 4096) ?? 0;
                break;
            default:
                return false;
        }

        for (int register = 0; register < state.Registers.Length; register++)
        {
            if ((RegisterConvention.Scratch >> register & 1) != 0)
                state.Registers[register] = KnownValue.Nothing(64);
        }

        state.Registers[0] = result;
        state.Flags = default;
        return done;
    }

    readonly struct Bytes(KnownMemory memory, ulong at)
    {
        internal KnownValue Length(KnownValue text, ulong most)
        {
            if (!text.IsKnown)
                return KnownValue.Nothing(64);
            for (ulong i = 0; i < most; i++)
            {
                KnownValue found = Read(text.Value + i);
                if (!found.IsKnown)
                    return KnownValue.Nothing(64);
                if (found.Value == 0)
                    return i;
            }

            return most;
        }

        // Kernels return -1, 0, 1 or the difference, as the implementation goes; only the sign and zero are the same in all, so a difference stays partly unknown.
        internal KnownValue Compare(KnownValue left, KnownValue right, ulong most, bool ends)
        {
            if (!left.IsKnown || !right.IsKnown)
                return KnownValue.Nothing(32);
            for (ulong i = 0; i < most; i++)
            {
                KnownValue a = Read(left.Value + i), b = Read(right.Value + i);
                if (!a.IsKnown || !b.IsKnown)
                    return KnownValue.Nothing(32);
                if (a.Value != b.Value)
                    return a.Value < b.Value ? 0xffffffffUL : 1UL;
                if (ends && a.Value == 0)
                    break;
            }

            return 0;
        }

        internal KnownValue Find(KnownValue text, byte wanted)
        {
            for (ulong i = 0; text.IsKnown && i < MostBytes; i++)
            {
                KnownValue found = Read(text.Value + i);
                if (!found.IsKnown)
                    break;
                if (found.Value == wanted)
                    return text.Value + i;
                if (found.Value == 0)
                    return 0;
            }

            return KnownValue.Nothing(64);
        }

        internal bool CopyString(KnownValue to, KnownValue from, ulong size, bool pad, out KnownValue length)
        {
            length = KnownValue.Nothing(64);
            if (!to.IsKnown || !from.IsKnown)
                return false;
            for (ulong i = 0; i < size; i++)
            {
                bool last = i == size - 1 && !pad;
                KnownValue found = Read(from.Value + i);
                if (!found.IsKnown)
                {
                    // From here on nothing is known of the target.
                    return Set(to.Value + i, KnownValue.Nothing(8), size - i);
                }

                Write(to.Value + i, last ? 0 : found);
                if (found.Value == 0)
                {
                    length = i;
                    return !pad || Set(to.Value + i, 0, size - i);
                }

                if (last)
                    length = unchecked((ulong)TooBig);
            }

            return true;
        }

        internal bool Copy(KnownValue to, KnownValue from, ulong size)
        {
            if (!to.IsKnown || !from.IsKnown)
                return false;
            KnownValue[] moved = new KnownValue[size];
            for (ulong i = 0; i < size; i++)
                moved[i] = Read(from.Value + i);
            for (ulong i = 0; i < size; i++)
                Write(to.Value + i, moved[i]);
            return true;
        }

        internal bool Set(KnownValue to, KnownValue value, ulong size)
        {
            if (!to.IsKnown)
                return false;
            for (ulong i = 0; i < size; i++)
                Write(to.Value + i, value);
            return true;
        }

        KnownValue Read(ulong address) => memory.Load(address, MemorySegment.Flat, 8, at);

        void Write(ulong address, KnownValue value) => memory.Store(address, MemorySegment.Flat, value, 8, at);
    }
}
