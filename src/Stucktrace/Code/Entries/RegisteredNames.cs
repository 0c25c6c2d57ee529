namespace Stucktrace.Code.Entries;

/// <summary>
/// Names under which programs find what a module registers. Positions of arguments from include/linux/{proc_fs,debugfs,fs,miscdevice}.h of 2.6.32, 4.18, 6.1 and
/// 6.12; struct miscdevice has been the same up to its name all the time.
/// </summary>
sealed class RegisteredNames(ModuleImage image, WalkResults results)
{
    const ulong MiscName = 8;

    // Function: argument with the name, argument with the folder (-1: there is none). A folder is known only where it is the root: NULL.
    static readonly (string Function, int Name, int Folder)[] Table =
    [
        ("proc_create", 0, 2), ("proc_create_data", 0, 2), ("proc_create_seq_private", 0, 2), ("proc_create_single_data", 0, 2), ("create_proc_read_entry", 0, 2),
        ("debugfs_create_file", 0, 2), ("debugfs_create_file_unsafe", 0, 2), ("debugfs_create_file_full", 0, 2),
        ("__register_chrdev", 3, -1), ("register_chrdev", 1, -1),
    ];

    // The numbers of a character device are asked for in a call of their own.
    static readonly (string Function, int Name, int Folder)[] Regions = [("alloc_chrdev_region", 3, -1), ("register_chrdev_region", 2, -1)];

    /// <summary>The name, or null.</summary>
    /// <param name="function">The kernel's function.</param>
    /// <param name="call">Its call.</param>
    internal string? Of(string function, CallNote call)
    {
        switch (function)
        {
            case "misc_register":
                return Text(results.FieldOf(call, call.Arguments[0], MiscName));
            case "cdev_init":
                // With two of them it does not show which is whose.
                string?[] names = [.. results.Calls.Select(c => c.Call).Where(c => Regions.Any(r => r.Function == c.Callee.Name)).Select(c => Of(Regions.First(r => r.Function == c.Callee.Name), c)).Distinct()];
                return names.Length == 1 ? names[0] : null;
            default:
                return Table.FirstOrDefault(r => r.Function == function) is { Function: not null } row ? Of(row, call) : null;
        }
    }

    /// <summary>The parameters of the module: the field of each that leads to its operations, and its name (struct kernel_param, include/linux/moduleparam.h).</summary>
    /// <param name="data">The module's data.</param>
    internal IEnumerable<(ulong Operations, string Name)> Parameters(DataObjects data)
    {
        foreach (ImageSection section in image.Sections)
        {
            if (section.Name != "__param")
                continue;
            string? name = null;
            foreach ((ulong _, ulong target) in data.PointersIn(section.Address, section.Limit))
            {
                // The name comes first in each; the operations lie in the module when they are its own.
                if (ImageText.NameAt(image, target) is { } text)
                    name = text;
                else if (name is not null && data.FunctionsOf(target, ParameterOperations).Count > 0)
                    yield return (target, name);
            }
        }
    }

    /// <summary>Size of struct kernel_param_ops: flags, set, get, free.</summary>
    internal const int ParameterOperations = 0x20;

    string? Of((string Function, int Name, int Folder) row, CallNote call) =>
        row.Folder >= 0 && call.Arguments[row.Folder] is not { IsNumber: true, Number: 0 } ? null : Text(call.Arguments[row.Name]);

    string? Text(Value value) => value.IsNumber ? ImageText.At(image, value.Number) : null;
}
