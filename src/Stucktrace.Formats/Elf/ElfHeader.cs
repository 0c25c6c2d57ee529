namespace Stucktrace.Formats.Elf;

/// <summary>What an ELF header says of the file.</summary>
/// <param name="Type">e_type: 1 relocatable, 2 executable, 3 shared, 4 core.</param>
/// <param name="Machine">e_machine: 62 x86-64, 183 arm64.</param>
/// <param name="Entry">Address at which execution begins; zero in a module.</param>
/// <param name="ProgramHeaders">Where the program headers begin, 0 when there are none.</param>
/// <param name="ProgramHeaderCount">How many there are.</param>
public sealed record ElfHeader(int Type, int Machine, ulong Entry, ulong ProgramHeaders, int ProgramHeaderCount);
