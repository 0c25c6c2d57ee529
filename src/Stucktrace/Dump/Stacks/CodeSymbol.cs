namespace Stucktrace.Dump.Stacks;

/// <summary>The function that an address lies in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Size">Up to the next symbol; 0 when that is not known.</param>
/// <param name="Module">Its module, or null for the kernel itself.</param>
readonly record struct CodeSymbol(string Name, ulong Start, ulong Size, LoadedModule? Module);
