namespace Stucktrace.Reproduction.Guests;

/// <summary>A module that the guest loads.</summary>
/// <param name="Name">Its name as the kernel prints it: underscores, no suffix.</param>
/// <param name="Bytes">Its file, unpacked.</param>
/// <param name="Source">Path that it was read from.</param>
public sealed record GuestModule(string Name, ReadOnlyMemory<byte> Bytes, string Source);
