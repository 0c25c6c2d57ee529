using System.Globalization;

namespace Stucktrace.Incidents;

/// <summary>Reads the task that lockdep's sentences begin with: <c>RTW_CMD_THREAD/111 is trying to acquire lock:</c>.</summary>
static class LockSubject
{
    static readonly string[] Verbs = [" is trying to ", " is freeing memory ", " is exiting with locks ", " is leaving the kernel ", " just changed the state of lock", " [HC"];

    /// <summary>Reads the sentence's beginning.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out string comm, out int pid)
    {
        comm = "";
        pid = 0;
        foreach (string verb in Verbs)
        {
            int end = text.IndexOf(verb, StringComparison.Ordinal);
            if (end <= 0)
                continue;
            ReadOnlySpan<char> task = text[..end];
            int slash = task.LastIndexOf('/');
            if (slash <= 0 || !int.TryParse(task[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out pid))
                return false;
            comm = task[..slash].Trim().ToString();
            return true;
        }

        return false;
    }
}
