namespace Stucktrace.Reporting.View;

/// <summary>Commands to check a claim with, as few as say the same.</summary>
static class Commands
{
    const string Begin = "sed -n '";
    const string End = "p' ";

    /// <summary>Several <c>sed -n 'Np' FILE</c> of one file become one; others stay as they are.</summary>
    internal static IEnumerable<string> Joined(IEnumerable<string> commands)
    {
        List<string> joined = [];
        Dictionary<string, int> files = new(StringComparer.Ordinal);
        foreach (string command in commands)
        {
            int end = command.LastIndexOf(End, StringComparison.Ordinal);
            if (!command.StartsWith(Begin, StringComparison.Ordinal) || end < Begin.Length)
            {
                joined.Add(command);
                continue;
            }

            string file = command[(end + End.Length)..];
            if (files.TryGetValue(file, out int index))
            {
                joined[index] = $"{joined[index][..joined[index].LastIndexOf(End, StringComparison.Ordinal)]}p;{command[Begin.Length..]}";
            }
            else
            {
                files.Add(file, joined.Count);
                joined.Add(command);
            }
        }

        return joined;
    }
}
