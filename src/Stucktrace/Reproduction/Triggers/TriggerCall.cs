using System.Collections.Immutable;
using Stucktrace.Code.Entries;
using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>One way into the module that the trigger takes.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Path">From the kernel's entry to the function; null when none was found.</param>
public sealed record TriggerCall(TriggerWayKind Kind, EntryPath? Path)
{
    /// <summary>For a system call: its number on x86-64.</summary>
    public int Number { get; init; }

    /// <summary>
    /// For a system call: its name. For a file: its path, or its name in /proc/devices when <see cref="IsDeviceNumber"/>. For a packet: its family, as C names it.
    /// </summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>For a file: what is done with it.</summary>
    public FileOperation Operation { get; init; }

    /// <summary>For a file: whether it is a character device of which only the driver's name is known; the trigger makes the node.</summary>
    public bool IsDeviceNumber { get; init; }

    /// <summary>For such a device: its minor number.</summary>
    public uint Minor { get; init; }

    /// <summary>The system call that the program makes, <c>ioctl(2)</c>.</summary>
    public string Entered => (Kind, Operation) switch
    {
        (TriggerWayKind.SystemCall, _) => Name,
        (TriggerWayKind.Packet, _) => "sendto",
        (_, FileOperation.Open) => "open",
        (_, FileOperation.Read) => "read",
        (_, FileOperation.Write) => "write",
        (_, FileOperation.Control) => "ioctl",
        (_, FileOperation.Seek) => "lseek",
        (_, FileOperation.Poll) => "poll",
        (_, FileOperation.Map) => "mmap",
        _ => "getdents64",
    } + "(2)";

    /// <summary>What is passed.</summary>
    public ImmutableArray<TriggerArgument> Arguments { get; init; } = [];

    /// <summary>The same call with arguments that do not lead there, for a control; null when there are none.</summary>
    public ImmutableArray<TriggerArgument>? Elsewhere { get; init; }

    /// <summary>Index of the argument that the code looks for, or null.</summary>
    public int? Wanted { get; init; }

    /// <summary>What could not be derived and is for a person to fill in.</summary>
    public ImmutableArray<Message> Gaps { get; init; } = [];

    /// <summary>No way that a program can take, and why.</summary>
    /// <param name="path">From the kernel's entry to the function; null when none was found.</param>
    /// <param name="gap">What could not be derived.</param>
    internal static TriggerCall NotDerived(EntryPath? path, Message gap) => new(TriggerWayKind.NotDerived, path) { Gaps = [gap] };
}
