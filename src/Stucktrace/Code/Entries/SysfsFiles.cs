using Stucktrace.Formats;

namespace Stucktrace.Code.Entries;

/// <summary>
/// The attributes that a call makes files of sysfs of, alone or in groups (include/linux/sysfs.h). An attribute begins with its name; where it belongs to a kobject, a
/// device or a class, what reads and writes it comes next (struct kobj_attribute, device_attribute, class_attribute: the same layout).
/// </summary>
/// <param name="image">The module.</param>
/// <param name="results">What was seen in it.</param>
/// <param name="folders">Paths of its folders.</param>
sealed class SysfsFiles(ModuleImage image, WalkResults results, FolderNames folders)
{
    /// <summary>Offset of the pointer to the function that reads an attribute, since struct attribute has no owner any more (3.0 at the latest).</summary>
    internal const ulong Show = 0x10;

    /// <summary>Offset of the pointer to the function that writes it.</summary>
    internal const ulong Store = 0x18;

    // struct attribute_group: its name, functions that say what shows (one before 4.4, then two, three since 6.13), and the list of attributes.
    const ulong FirstList = 0x10, LastList = 0x20;

    /// <summary>The attributes: path of the file below /sys, null where the module does not show its folder, and address in the module.</summary>
    /// <param name="function">The kernel's function.</param>
    /// <param name="call">Its call.</param>
    internal IEnumerable<(string? Path, ulong Address)> Of(string function, CallNote call)
    {
        ulong? passed = call.Arguments[1] is { IsNumber: true } value ? value.Number : null;
        return (function, passed) switch
        {
            ("sysfs_create_file" or "sysfs_create_file_ns" or "device_create_file" or "class_create_file_ns", { } attribute) => [(PathOf(call, null, attribute), attribute)],
            ("sysfs_create_files", { } list) => Listed(call, list).Select(a => (PathOf(call, null, a), a)),
            ("sysfs_create_group", { } group) => Grouped(call, group),
            ("sysfs_create_groups" or "device_add_groups" or "devm_device_add_groups", { } list) => Listed(call, list).SelectMany(g => Grouped(call, g)),
            _ => [],
        };
    }

    /// <summary>The function in a slot of an attribute: its address, or 0.</summary>
    internal ulong FunctionIn(CallNote call, ulong attribute, ulong slot) => Pointer(call, attribute, slot);

    IEnumerable<(string? Path, ulong Address)> Grouped(CallNote call, ulong group)
    {
        ulong name = Pointer(call, group, 0);
        // A group without a name puts its files beside each other; one with a name that does not show has no path.
        string? folder = name == 0 ? string.Empty : ImageText.At(image, name);
        for (ulong field = FirstList; field <= LastList; field += 8)
        {
            if (Pointer(call, group, field) is var list && list != 0 && image.SectionAt(list) is { IsCode: false })
                return Listed(call, list).Select(a => (folder is null ? null : PathOf(call, folder, a), a));
        }

        return [];
    }

    IEnumerable<ulong> Listed(CallNote call, ulong list)
    {
        for (ulong i = 0; i < ReadLimits.MaxListedAttributes && Pointer(call, list, i * 8) is var listed && listed != 0; i++)
            yield return listed;
    }

    string? PathOf(CallNote call, string? group, ulong attribute) =>
        ImageText.At(image, Pointer(call, attribute, 0)) is { } name ? folders.PathIn(call.Arguments[0], string.IsNullOrEmpty(group) ? name : group + "/" + name) : null;

    ulong Pointer(CallNote call, ulong address, ulong field) => results.FieldOf(call, Value.Of(address), field) is { IsNumber: true } value ? value.Number : 0;
}
