namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>Where the kernel's image lies in physical memory.</summary>
/// <param name="PhysBase">phys_base.</param>
/// <param name="Release">The kernel's release.</param>
/// <param name="IsRead">True when the release was read there; else the page is missing, and it is the one that vmcoreinfo names.</param>
readonly record struct ImagePlace(ulong PhysBase, string Release, bool IsRead);
