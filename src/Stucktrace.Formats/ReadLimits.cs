namespace Stucktrace.Formats;

/// <summary>
/// Every bound on what hostile or damaged input may cost, in one place. Reaching one is never silent: the reader says so with a diagnostic
/// and goes on with what it has. Each limit has a test on both sides.
/// </summary>
public sealed record ReadLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Longest line of a log that is looked at, in bytes; what is beyond is passed over.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Most lines that one report may have; the report is closed there and marked as damaged.</summary>
    public int MaxLinesPerReport { get; init; } = 4_000;

    /// <summary>Most reports that are kept from all inputs together; further ones are counted only.</summary>
    public int MaxReports { get; init; } = 20_000;

    /// <summary>Most characters of raw log text that are kept for quoting; reports found later keep line numbers only.</summary>
    public long MaxQuotedCharacters { get; init; } = 8L * 1024 * 1024;

    /// <summary>Most bytes that one compressed input may unpack to.</summary>
    public long MaxDecompressedBytes { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>Most files that are taken from one folder argument.</summary>
    public int MaxFilesPerFolder { get; init; } = 10_000;

    /// <summary>Most reports that are assembled side by side when several CPUs print at once.</summary>
    public int MaxOpenReports { get; init; } = 64;

    /// <summary>Most boots and hosts that are told apart in one run.</summary>
    public int MaxBoots { get; init; } = 10_000;


    /// <summary>How often a line is written out again for one "message repeated N times".</summary>
    public int MaxRepeats { get; init; } = 32;

    /// <summary>Largest joined pstore file, in bytes, whose parts are put into order; a larger one is read as it lies.</summary>
    public int MaxPartedBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How deep a folder argument is searched.</summary>
    public int MaxFolderDepth { get; init; } = 24;

    /// <summary>Most folders that are searched below one folder argument.</summary>
    public int MaxFolders { get; init; } = 50_000;

    /// <summary>Largest module, symbol file or kernel image that is read into memory, unpacked, in bytes. Debian's largest module has 8 MiB.</summary>
    public int MaxObjectBytes { get; init; } = 1 << 30;

    /// <summary>Most sections of an ELF file; a module built with a section for each function has some ten thousand.</summary>
    public int MaxElfSections { get; init; } = 256 * 1024;

    /// <summary>Most symbols of an ELF file; vmlinux has some 200,000.</summary>
    public int MaxElfSymbols { get; init; } = 8 * 1024 * 1024;

    /// <summary>Longest name of a symbol or section, in bytes; what is beyond is cut off. Kernels allow 512 (KSYM_NAME_LEN).</summary>
    public int MaxSymbolNameBytes { get; init; } = 1024;

    /// <summary>Most bytes that the names of a kernel's symbols may unpack to; those of a large kernel take 8 MiB.</summary>
    public int MaxSymbolTextBytes { get; init; } = 128 << 20;

    /// <summary>Largest BTF that is read out of a dump's memory, in bytes; a kernel's has 6 MiB.</summary>
    public int MaxBtfBytes { get; init; } = 64 << 20;

    /// <summary>Most places in physical memory where the kernel's image is looked for, one for every 2 MiB of memory.</summary>
    public int MaxImagePlaces { get; init; } = 1 << 20;

    /// <summary>Most page frames of a dump that are searched for what its headers should have told: 4 GiB of memory.</summary>
    public long MaxSearchedFrames { get; init; } = 1 << 20;

    /// <summary>How far behind its start a kernel's image is searched for its symbols, in bytes; the largest have some 100 MiB.</summary>
    public int MaxKernelImageBytes { get; init; } = 256 << 20;

    /// <summary>Most steps along lists while layouts are worked out from a dump's data; 65 tasks take 4,000. Beyond, they stay unknown.</summary>
    public long MaxLayoutSteps { get; init; } = 20_000_000;

    /// <summary>Most strings of a module's .modinfo; one that serves very many devices has some thousand aliases.</summary>
    public int MaxModuleInfoEntries { get; init; } = 64 * 1024;

    /// <summary>Most bytes of memory that one module may take when it is laid out.</summary>
    public long MaxImageBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Most symbols that one module may want from the kernel and other modules.</summary>
    public int MaxImports { get; init; } = 200_000;

    /// <summary>Most bytes of unpacked pages that an opened dump keeps.</summary>
    public int MaxDumpCacheBytes { get; init; } = 24 * 1024 * 1024;

    /// <summary>Most page frames of a dump, those that it left out included: 8 TiB of memory. Each that exists costs one bit.</summary>
    public ulong MaxDumpFrames { get; init; } = 1UL << 31;

    /// <summary>Most segments of an ELF dump; one that leaves pages out has a segment for each stretch that is there.</summary>
    public int MaxDumpSegments { get; init; } = 1 << 20;

    /// <summary>Most records of a flattened dump: 256 GiB in the 64 KiB that makedumpfile writes at once. Each costs 32 bytes.</summary>
    public int MaxFlatRecords { get; init; } = 4 * 1024 * 1024;

    /// <summary>Most notes of a dump; one of 8192 CPUs, which is the most that kernels are built for, has some 16,400.</summary>
    public int MaxDumpNotes { get; init; } = 65_536;

    /// <summary>Most bytes of all notes of a dump.</summary>
    public int MaxDumpNoteBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Most instructions of one function that are looked at.</summary>
    public const int MaxFunctionInstructions = 2_000_000;

    /// <summary>Most entries of all jump tables of one function.</summary>
    public const int MaxJumpTableEntries = 65_536;

    /// <summary>Most entries of all jump tables of one module, when its functions are looked for.</summary>
    public const int MaxRelocatedTableEntries = 4_000_000;

    /// <summary>How deep loops may be nested; those further in are left to the loop around them.</summary>
    public const int MaxLoopDepth = 100;

    /// <summary>Most types of one file; a kernel has some 150,000, its debug information some millions.</summary>
    public int MaxTypes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Most blocks of a function whose loops are followed; the largest of a kernel's modules have some thousands.</summary>
    public const int MaxFollowedBlocks = 20_000;

    /// <summary>Most paths through one function on which locks are followed; a function with more is followed on the first ones.</summary>
    public const int MaxLockPaths = 1_000;

    /// <summary>Most blocks of a function whose locks are followed; a larger one is left out.</summary>
    public const int MaxLockBlocks = 500;

    /// <summary>Most ways out of one loop that are read.</summary>
    public const int MaxLoopExits = 1_000;

    /// <summary>Most formulas that the analysis of one function's loops may make; beyond, its loops are said to be not understood.</summary>
    public const int MaxExpressions = 400_000;

    /// <summary>Most basic blocks of a function through which values are followed to see what it does to the kernel.</summary>
    public const int MaxWalkedBlocks = 20_000;

    /// <summary>Most calls, and most writes, of one module that are kept while looking for what it does to the kernel.</summary>
    public const int MaxNotedSites = 50_000;

    /// <summary>Most folders in each other that a module puts a file into; one with more, or one that lies in itself, shows no path.</summary>
    public const int MaxModuleFolders = 16;

    /// <summary>Most attributes of one group, and most groups of one call, that a module makes files of sysfs of.</summary>
    public const int MaxListedAttributes = 256;

    /// <summary>Most words of a raw stack dump that are kept of one report; kernels print at most some dozens.</summary>
    public const int MaxStackWords = 1024;

    /// <summary>Most sleeping tasks of one dump whose stacks become reports.</summary>
    public const int MaxExaminedTasks = 1000;

    /// <summary>Most modules of one list.</summary>
    public const int MaxModules = 4096;

    /// <summary>Most locks of one report's lists of held locks.</summary>
    public const int MaxHeldLocks = 1024;

    /// <summary>Most CPUs, and most tasks, that one RCU stall may name.</summary>
    public const int MaxStallNames = 1024;

    /// <summary>Most tasks that are read of one dump; 22 bits of process ids allow four million.</summary>
    public int MaxTasks { get; init; } = 200_000;

    /// <summary>Most CPUs of a dump's machine; x86-64 kernels are built for 8192 at most.</summary>
    public int MaxCpus { get; init; } = 8192;

    /// <summary>Longest command line of a process that is read, in bytes.</summary>
    public int MaxCommandLineBytes { get; init; } = 4096;

    /// <summary>Most sections of all loaded modules together; 300 modules have some 20,000.</summary>
    public int MaxModuleSections { get; init; } = 400_000;

    /// <summary>Most symbols of all loaded modules together; 300 modules have some 200,000.</summary>
    public int MaxModuleSymbols { get; init; } = 1_000_000;

    /// <summary>Largest part of a kernel's log in a dump, in bytes; log_buf_len= allows 2 GiB, kernels have 256 KiB to some MiB.</summary>
    public int MaxKernelLogBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>Most timers of all CPUs of a dump that are looked at.</summary>
    public int MaxTimers { get; init; } = 200_000;

    /// <summary>Most work items that are listed of all pools together.</summary>
    public int MaxPendingWork { get; init; } = 100_000;

    /// <summary>Most waiters of one lock that are followed.</summary>
    public int MaxLockWaiters { get; init; } = 20_000;

    /// <summary>Most entries of one unwind table of a dump; a distribution's kernel has less than a million.</summary>
    public const ulong MaxOrcEntries = 16 * 1024 * 1024;

    /// <summary>Most frames of one stack of a dump.</summary>
    public const int MaxStackFrames = 512;

    /// <summary>Most bytes of a stack that are searched for return addresses at once; task stacks have at most 64 KiB (KASAN).</summary>
    public const ulong MaxScannedStack = 64 * 1024;

    /// <summary>How many jumps from function to function are followed to see whether a call may have led to another.</summary>
    public const int MaxTailCalls = 3;

    /// <summary>Most functions of one dump that are looked through for such jumps, over all its stacks; beyond, only direct calls count.</summary>
    public const int MaxFollowedTailCalls = 500_000;

    /// <summary>Most bytes of a function that are searched for jumps to others, or for the call that switches tasks.</summary>
    public const ulong MaxSearchedFunctionBytes = 64 * 1024;

    /// <summary>Most places of one module whose code was changed at run time that are kept.</summary>
    public const int MaxCodeChanges = 1000;

    /// <summary>Most entries of one table of system calls; kernels have less than 600.</summary>
    public const ulong MaxSystemCalls = 1024;

    /// <summary>Most system calls that were taken over that are kept.</summary>
    public const int MaxKernelHooks = 2000;

    /// <summary>Most bytes of a dump's memory that are shown at once.</summary>
    public const int MaxShownBytes = 1024 * 1024;
}
