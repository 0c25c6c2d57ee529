namespace Stucktrace.Incidents;

/// <summary>Finds frames. A frame is a value, so LINQ's own search would answer an empty frame where there is none.</summary>
static class FrameSearch
{
    /// <summary>The first frame for which something is true, or null.</summary>
    public static StackFrame? FirstOrNull(this IEnumerable<StackFrame> frames, Func<StackFrame, bool> fits)
    {
        foreach (StackFrame frame in frames)
        {
            if (fits(frame))
                return frame;
        }

        return null;
    }
}
