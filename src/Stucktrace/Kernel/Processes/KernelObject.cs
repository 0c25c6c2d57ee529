namespace Stucktrace.Kernel.Processes;

/// <summary>An object of the model: where it lies and what it stands for.</summary>
/// <param name="Name">For people: <c>task 132 worker</c>.</param>
/// <param name="Type">The structure: <c>task_struct</c>.</param>
/// <param name="Address">First byte.</param>
/// <param name="Size">Bytes.</param>
public sealed record KernelObject(string Name, string Type, ulong Address, int Size)
{
    /// <summary>True once it was given back; what is read from it then is up to chance.</summary>
    public bool IsFreed { get; internal set; }

    /// <summary>Whether an address lies in it.</summary>
    /// <param name="address">Address.</param>
    public bool Contains(ulong address) => address - Address < (ulong)Size;
}
