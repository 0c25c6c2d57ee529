namespace Stucktrace.Code;

/// <summary>A symbol that the kernel or another module provides, at an address that the image made up for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">The made-up address, outside the image; what lies up to 4 KiB behind it belongs to it as well.</param>
public sealed record ExternalSymbol(string Name, ulong Address)
{
    /// <summary>What a call or jump to it means for control flow.</summary>
    internal KernelThunk Thunk { get; } = KernelThunks.Of(Name);
}
