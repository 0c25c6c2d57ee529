namespace Stucktrace.Formats.Elf;

/// <summary>The module's own <c>struct module</c> (.gnu.linkonce.this_module), most of which the kernel fills in at load time.</summary>
/// <param name="Section">Index of the section.</param>
/// <param name="Size">Size of struct module in the kernel that it was built for: a mark of that kernel's configuration.</param>
/// <param name="Name">Name of the module, at 0x18 in every kernel from 2.6.32 to 6.12.</param>
/// <param name="Init">Where its init function is, or null when it has none.</param>
/// <param name="Exit">Where its exit function is, or null when it has none (or can't be unloaded).</param>
/// <param name="InitField">Offset of the pointer to the init function in struct module, or null.</param>
/// <param name="ExitField">Offset of the pointer to the exit function, or null.</param>
public sealed record ThisModule(
    int Section, long Size, string Name, SectionOffset? Init, SectionOffset? Exit, ulong? InitField, ulong? ExitField);
