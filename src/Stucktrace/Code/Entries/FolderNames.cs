using Stucktrace.Formats;

namespace Stucktrace.Code.Entries;

/// <summary>
/// Paths of the folders that a module puts its files into, below the root of their file system. Positions of arguments from include/linux/{proc_fs,debugfs,kobject,
/// device,device/class}.h of 2.6.32, 4.18, 6.1 and 6.12.
/// </summary>
/// <param name="image">The module.</param>
/// <param name="results">What was seen in it.</param>
sealed class FolderNames(ModuleImage image, WalkResults results)
{
    // Argument with the name, argument with the parent (-1: there is none), and where it lies without a parent; null where that does not show.
    static readonly Dictionary<string, (int Name, int Parent, string? Root)> Table = new(StringComparer.Ordinal)
    {
        ["proc_mkdir"] = (0, 1, ""),
        ["proc_mkdir_mode"] = (0, 2, ""),
        ["proc_mkdir_data"] = (0, 2, ""),
        ["_proc_mkdir"] = (0, 2, ""),
        ["debugfs_create_dir"] = (0, 1, ""),
        ["kobject_create_and_add"] = (0, 1, ""),
        // Until 6.3 a macro passes the owner and a key of lockdep too.
        ["__class_create"] = (1, -1, "class"),
        ["class_create"] = (0, -1, "class"),
        ["__root_device_register"] = (0, -1, "devices"),
        // Every device of a class is found below the class, wherever it lies itself.
        ["device_create"] = (4, 0, null),
    };

    // Pointers that the kernel exports: kernel/ksysfs.c, kernel/power/main.c, fs/namespace.c, mm/mm_init.c, drivers/base/{firmware,hypervisor}.c.
    static readonly Dictionary<string, string> Roots = new(StringComparer.Ordinal)
    {
        ["kernel_kobj"] = "kernel",
        ["power_kobj"] = "power",
        ["fs_kobj"] = "fs",
        ["mm_kobj"] = "kernel/mm",
        ["firmware_kobj"] = "firmware",
        ["hypervisor_kobj"] = "hypervisor",
    };

    Dictionary<ulong, CallNote>? _calls;

    /// <summary>Functions of the kernel that make a folder.</summary>
    internal static IEnumerable<string> Makers => Table.Keys;

    /// <summary>Whether a function of the kernel makes a folder.</summary>
    internal static bool IsMaker(string? function) => function is not null && Table.ContainsKey(function);

    /// <summary>Path of a file in a folder; null when the module does not show where that is.</summary>
    /// <param name="folder">The folder, as it is passed to the kernel; NULL is the root.</param>
    /// <param name="name">Name of the file, or null.</param>
    internal string? PathIn(Value folder, string? name) => name is null ? null : Joined(Of(folder, "", 0), name);

    string? Of(Value folder, string? root, int depth)
    {
        if (folder is { IsNumber: true, Number: 0 })
            return root;
        if (folder is not { Number: 0, Place: { } place } || depth >= ReadLimits.MaxModuleFolders)
            return null;
        if (place is { Kind: PlaceKind.Content, Address: 0, Parent: { Kind: PlaceKind.Symbol, Name: { } symbol } })
            return Roots.GetValueOrDefault(symbol);
        if (place.Kind != PlaceKind.Folder || !Calls.TryGetValue(place.Address, out CallNote? call))
            return null;
        (int name, int parent, string? without) = Table[call.Callee.Name!];
        // A name may be a format, whose arguments are not followed.
        return call.Arguments[name] is { IsNumber: true } text && ImageText.At(image, text.Number) is { } own && !own.Contains('%', StringComparison.Ordinal)
            ? Joined(parent < 0 ? without : Of(call.Arguments[parent], without, depth + 1), own) : null;
    }

    Dictionary<ulong, CallNote> Calls
    {
        get
        {
            if (_calls is null)
            {
                _calls = [];
                foreach ((Function _, CallNote call) in results.Calls)
                {
                    if (IsMaker(call.Callee.Name))
                        _calls.TryAdd(call.At, call);
                }
            }

            return _calls;
        }
    }

    static string? Joined(string? folder, string name) => folder is null ? null : folder.Length == 0 ? name : folder + "/" + name;
}
