using System.Collections.Frozen;

namespace Stucktrace.Termination.Live;

/// <summary>A loop at the addresses where it lies in the dump.</summary>
/// <param name="Head">Address of its head.</param>
/// <param name="Inside">Addresses of its instructions.</param>
public sealed record LiveLoop(ulong Head, FrozenSet<ulong> Inside);
