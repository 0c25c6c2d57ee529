namespace Stucktrace.Code.Entries;

/// <summary>The registration by which the kernel enters a function, as far as a program has to know it to get there.</summary>
/// <param name="By">The kernel's function: <c>misc_register</c>; <see cref="Parameter"/> for a parameter of the module.</param>
/// <param name="Name">Name under which programs find it, with the folders that it is in; null when the module does not show all of it.</param>
/// <param name="Field">Offset in bytes of the pointer to the function in its table; null for a function that is passed itself.</param>
/// <param name="Address">Address of that pointer in the image; null where it is on the stack.</param>
public sealed record KernelRegistration(string By, string? Name, ulong? Field, ulong? Address)
{
    /// <summary>Stands for the macros of include/linux/moduleparam.h.</summary>
    public const string Parameter = "module_param";

    /// <summary>First minor number of a character device that is known by its name in /proc/devices; null for others, and where the module does not show it.</summary>
    public uint? Minor { get; init; }

    /// <summary>Whether the function fills a sequential file (linux/seq_file.h) that the registered one opens: reading the file calls it.</summary>
    public bool IsSequential { get; init; }
}
