using System.Collections.Immutable;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Blame;

namespace Stucktrace.Attribution.StackReading;

/// <summary>
/// Who called the function that the CPU was in, found in the raw stack. A kernel that has nothing to follow (no frame pointer there, no ORC yet)
/// prints every stack word that looks like text and marks it <c>?</c>; the return address of the running function is the first one that fits.
/// </summary>
/// <param name="Frame">Index of the caller's frame.</param>
/// <param name="OffsetFromSp">Where its return address lies, or null when it is beyond the words that were printed.</param>
/// <param name="WordLine">Line of that word.</param>
/// <param name="First">True when no other text address lies between the stack pointer and it.</param>
sealed record CallerSlot(int Frame, int? OffsetFromSp, long? WordLine, bool First)
{
    const int MostFramesLookedAt = 8;

    /// <summary>Finds the caller in a trace of which no frame is reliable.</summary>
    /// <returns>Null when no frame fits.</returns>
    public static CallerSlot? Find(Report report)
    {
        if (report.Location is not { } location || report.Stack.IsEmpty && location.Module is null)
            return null;
        ImmutableArray<StackFrame> frames = report.Frames;
        (int Offset, long Line)?[] slots = Slots(report);
        int first = -1;
        for (int i = 0; i < Math.Min(frames.Length, MostFramesLookedAt); i++)
        {
            StackFrame frame = frames[i];
            if (frame.Reliable || frame.Context != FrameContext.Task || IsPointer(frame))
                continue;
            if (first < 0)
                first = i;

            // Code in a module is called by its own module, or through a pointer from a place of the kernel that calls such code.
            bool fits = location.Module is null || frame.Location.Module == location.Module
                || (i == first && frame.Location.Symbol is { } symbol && frame.Location.Module is null && (Dispatchers.Contains(symbol) || KernelEntry.Contains(symbol)));
            if (!fits)
                continue;
            if (slots[i] is null && location.Module is null)
                return null;
            return new CallerSlot(i, slots[i]?.Offset, slots[i]?.Line, i == first && slots[i] is not null);
        }

        return null;
    }

    /// <summary>
    /// True for a function's address, to which nothing returns: offset 0, or, since kernels look the byte before an address up (%pB), the end of the
    /// function before it, printed as an offset equal to the size.
    /// </summary>
    public static bool IsPointer(StackFrame frame) =>
        !frame.Reliable && frame.Location is { Symbol: not null, Offset: { } offset } && (offset == 0 || offset == frame.Location.Size);

    /// <summary>Where in the raw stack each frame's address lies. Frames stand in the order of their words.</summary>
    static (int Offset, long Line)?[] Slots(Report report)
    {
        (int Offset, long Line)?[] slots = new (int, long)?[report.Frames.Length];
        int next = 0;
        foreach (StackWord word in report.Stack)
        {
            for (int i = next; i < report.Frames.Length; i++)
            {
                if (report.Frames[i].Location.Address != word.Value)
                    continue;
                slots[i] = (word.OffsetFromSp, word.Line);
                next = i + 1;
                break;
            }
        }

        return slots;
    }
}
