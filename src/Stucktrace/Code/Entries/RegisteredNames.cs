namespace Stucktrace.Code.Entries;

/// <summary>
/// Names under which programs find what a module registers. Positions of arguments from include/linux/{proc_fs,debugfs,fs,miscdevice}.h of 2.6.32, 4.18, 6.1 and
/// 6.12; struct miscdevice has been the same up to its name all the time.
/// </summary>
/// <param name="image">The module.</param>
/// <param name="results">What was seen in it.</param>
/// <param name="folders">Paths of its folders.</param>
sealed class RegisteredNames(ModuleImage image, WalkResults results, FolderNames folders)
{
    const ulong MiscName = 8;

    // Function: argument with the name, argument with the folder (-1: there is none).
    static readonly (string Function, int Name, int Folder)[] Table =
    [
        ("proc_create", 0, 2), ("proc_create_data", 0, 2), ("proc_create_seq_private", 0, 2), ("proc_create_single_data", 0, 2), ("create_proc_read_entry", 0, 2),
        ("debugfs_create_file", 0, 2), ("debugfs_create_file_unsafe", 0, 2), ("debugfs_create_file_full", 0, 2),
        ("__register_chrdev", 3, -1), ("register_chrdev", 1, -1),
    ];

    // The numbers of a character device are asked for in a call of their own: argument with the name, argument with the first minor number.
    static readonly (string Function, int Name, int Minor)[] Regions = [("alloc_chrdev_region", 3, 1), ("register_chrdev_region", 2, 0)];

    // Bits of a device's number that are the minor one (include/linux/kdev_t.h).
    const uint MinorBits = 0xfffff;

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
                return Region()?.Name;
            default:
                return Table.FirstOrDefault(r => r.Function == function) is { Function: not null } row ? Of(row, call) : null;
        }
    }

    /// <summary>The first minor number of a character device; null when it is none, or the module does not show it.</summary>
    /// <param name="function">The kernel's function.</param>
    /// <param name="call">Its call.</param>
    internal uint? MinorOf(string function, CallNote call) => function switch
    {
        "register_chrdev" => 0,
        "__register_chrdev" => Minor(call, 1),
        "cdev_init" => Region()?.Minor,
        _ => null,
    };

    // The one that the module asks for; with two of them it does not show which is whose.
    (string? Name, uint? Minor)? Region()
    {
        (string? Name, uint? Minor)[] all =
        [
            .. from note in results.Calls
               from region in Regions
               where region.Function == note.Call.Callee.Name
               select (Text(note.Call.Arguments[region.Name]), Minor(note.Call, region.Minor)),
        ];
        return all.Distinct().Take(2).Count() == 1 ? all[0] : null;
    }

    static uint? Minor(CallNote call, int argument) => call.Arguments[argument] is { IsNumber: true } value ? (uint)value.Number & MinorBits : null;

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
        row.Folder < 0 ? Text(call.Arguments[row.Name]) : folders.PathIn(call.Arguments[row.Folder], Text(call.Arguments[row.Name]));

    string? Text(Value value) => value.IsNumber ? ImageText.At(image, value.Number) : null;
}
