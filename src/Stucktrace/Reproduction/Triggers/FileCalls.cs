using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Code.Entries;
using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>Finds what a program does with a file of the module so that the kernel enters it: its path, and what has to be done with it.</summary>
/// <param name="module">The module.</param>
/// <param name="release">The kernel that it was built for, or null.</param>
sealed class FileCalls(ModuleResult module, KernelRelease? release)
{
    // struct kernel_param_ops (include/linux/moduleparam.h): set and get.
    const ulong SetParameter = 8, GetParameter = 16;

    /// <summary>The call; of kind <see cref="TriggerWayKind.NotDerived"/> with a gap that says what the module does not show.</summary>
    /// <param name="path">The way from the entry.</param>
    internal TriggerCall Of(EntryPath path)
    {
        if (path.Entry.Registration is not { } registration)
            return TriggerCall.NotDerived(path, Message.Of("trigger.gap.entry", path.Entry.How));
        if (Operation(registration) is not { } operation)
            return TriggerCall.NotDerived(path, Message.Of("trigger.gap.slot", registration.By, registration.Field is { } field ? string.Create(CultureInfo.InvariantCulture, $"0x{field:x}") : "?"));
        if (registration.Name is not { } name || PathOf(registration.By, name) is not { } file)
            return TriggerCall.NotDerived(path, Message.Of("trigger.gap.file-name", registration.By));
        if (IsDevice(registration.By) && registration.Minor is null)
            return TriggerCall.NotDerived(path, Message.Of("trigger.gap.minor", registration.By, file));
        return new TriggerCall(TriggerWayKind.File, path)
        {
            Name = file,
            Minor = registration.Minor ?? 0,
            Operation = operation.Operation,
            IsDeviceNumber = IsDevice(registration.By),
            Arguments = ArgumentsOf(operation.Operation),
        };
    }

    /// <summary>How the arguments of the program's call reach the function.</summary>
    /// <param name="entry">The entry.</param>
    internal CallConvention ConventionOf(KernelEntry entry) =>
        entry.Registration is { } registration && Operation(registration) is { HasArguments: true } ? CallConvention.Registers : CallConvention.None;

    (FileOperation Operation, bool HasArguments)? Operation(KernelRegistration registration) => registration switch
    {
        { IsSequential: true } => (FileOperation.Read, false),
        { By: KernelRegistration.Parameter, Field: SetParameter } => (FileOperation.Write, false),
        { By: KernelRegistration.Parameter, Field: GetParameter } => (FileOperation.Read, false),
        { Field: { } field } when IsAttribute(registration.By) => release is null || !release.AtLeast(3, 0) ? null
            : field == SysfsFiles.Show ? (FileOperation.Read, false) : field == SysfsFiles.Store ? (FileOperation.Write, false) : null,
        // What fills a sequential file: begin, next and show.
        { By: "proc_create_seq_private" or "proc_create_single_data" or "create_proc_read_entry" } => (FileOperation.Read, false),
        { Field: { } field } => FileSlots.Find(release, registration.By.StartsWith("proc_create", StringComparison.Ordinal), field),
        _ => null,
    };

    string? PathOf(string by, string name) => by switch
    {
        _ when name.Contains('\0', StringComparison.Ordinal) || name.Contains("..", StringComparison.Ordinal) => null,
        KernelRegistration.Parameter => $"/sys/module/{module.File!.Name}/parameters/{name}",
        "misc_register" => "/dev/" + name.Replace('!', '/'),
        _ when IsDevice(by) => name,
        _ when IsAttribute(by) => "/sys/" + name,
        _ when by.StartsWith("debugfs_", StringComparison.Ordinal) => "/sys/kernel/debug/" + name,
        _ when by.Contains("proc", StringComparison.Ordinal) => "/proc/" + name,
        _ => null,
    };

    static bool IsDevice(string by) => by is "__register_chrdev" or "register_chrdev" or "cdev_init";

    // What makes files of sysfs; of a binary one the functions are others.
    static bool IsAttribute(string by) => by is "device_create_file" or "driver_create_file" or "class_create_file_ns" or "bus_create_file" or "device_add_groups" or "devm_device_add_groups"
        or "sysfs_create_file" or "sysfs_create_file_ns" or "sysfs_create_files" or "sysfs_create_group" or "sysfs_create_groups";

    static ImmutableArray<TriggerArgument> ArgumentsOf(FileOperation operation)
    {
        TriggerArgument file = new(TriggerArgumentKind.File), number = new(TriggerArgumentKind.Number), buffer = new(TriggerArgumentKind.Buffer);
        return operation switch
        {
            FileOperation.Control => [file, number, buffer],
            FileOperation.Read or FileOperation.Write => [file, buffer, new(TriggerArgumentKind.Size)],
            FileOperation.Seek => [file, number, number],
            _ => [file],
        };
    }
}
