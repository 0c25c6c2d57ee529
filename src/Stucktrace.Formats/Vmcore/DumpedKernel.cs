using System.Collections.Immutable;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore.Extract;
using Stucktrace.Formats.Vmcore.Finding;
using Stucktrace.Formats.Vmcore.Types;

namespace Stucktrace.Formats.Vmcore;

/// <summary>The kernel found in a dump: its memory, its symbols and its types. From here on everything is read by name.</summary>
public sealed class DumpedKernel
{
    internal DumpedKernel(DumpFile file, AddressSpace memory, string release, SymbolTable symbols, IKernelTypes types, TypeGraph? graph)
    {
        (File, Memory, Release, Symbols, Types, Graph) = (file, memory, release, symbols, types, graph);
    }

    /// <summary>The container.</summary>
    public DumpFile File { get; }

    /// <summary>The kernel's virtual memory.</summary>
    public AddressSpace Memory { get; }

    /// <summary>Release, checked in memory: <c>6.1.0-56-amd64</c>.</summary>
    public string Release { get; }

    /// <summary>The kernel's own symbols at the addresses where they were (KASLR included); those of modules are read with the modules.</summary>
    public SymbolTable Symbols { get; }

    /// <summary>Layouts.</summary>
    public IKernelTypes Types { get; }

    /// <summary>The kernel's BTF from its memory, or of the symbol file, for names of fields; null without.</summary>
    public TypeGraph? Graph { get; }

    /// <summary>Names of fields that an extract carries in place of the types; null for a dump.</summary>
    internal FieldNames? Names { get; init; }

    /// <summary>True when names of fields are known.</summary>
    public bool HasFieldNames => Graph is not null || Names is not null;

    /// <summary>How far KASLR moved the image.</summary>
    public ulong KaslrOffset { get; init; }

    /// <summary>How the pieces were found, for people and for doubts: one line each, in order.</summary>
    public ImmutableArray<Message> HowFound { get; init; } = [];

    /// <summary>The same kernel with layouts that were worked out from its code and data. What was known before counts more.</summary>
    /// <param name="derived">The layouts.</param>
    /// <param name="fields">How many fields they know.</param>
    public DumpedKernel WithTypes(IKernelTypes derived, int fields) =>
        new(File, Memory, Release, Symbols, new LayeredTypes(Types, derived), Graph) { KaslrOffset = KaslrOffset, Names = Names, HowFound = HowFound.Add(Message.Of("vmc.types.derived", fields)) };

    /// <summary>The field at an offset of a struct, as C writes it, or null.</summary>
    /// <param name="structure">Name of the struct.</param>
    /// <param name="offset">Offset in bytes.</param>
    public string? FieldAt(string structure, long offset)
    {
        if (Graph is null)
            return Names?.Find(structure, offset);
        string? path = Graph.FindStruct(structure) is { } found && Graph.MemberPath(found.Id, offset, 1) is { } member ? member.Path : null;
        if (path is not null)
            Names?.Add(structure, offset, path);
        return path;
    }

    /// <summary>The types that a module brought, over those of the kernel.</summary>
    /// <param name="module">Address of its struct module.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told what is damaged or missing.</param>
    /// <returns>Null when it brought none, or when the kernel keeps none (before 5.11).</returns>
    public Btf? ReadModuleBtf(ulong module, ReadLimits limits, Action<InputDiagnostic> report) => ModuleBtf.Read(this, module, limits, report);

    /// <summary>Finds the kernel in a dump.</summary>
    /// <param name="file">The dump.</param>
    /// <param name="symbolFile">vmlinux, System.map or BTF that the user gave, or null.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told what was not found, and what was expected where.</param>
    /// <returns>Null when no kernel can be found; the reason was reported.</returns>
    public static DumpedKernel? Find(DumpFile file, SymbolFile? symbolFile, ReadLimits limits, Action<InputDiagnostic> report) =>
        file.Notes.FirstOrDefault(n => n is { Owner: KernelFacts.Owner, Type: KernelFacts.NoteType }) is { } facts
            ? KernelFacts.Read(file, facts, report)
            : new KernelFinder(file, symbolFile, limits, report).Find();

    /// <summary>The same kernel, with everything remembered that is read of it from now on.</summary>
    /// <param name="recorder">Remembers.</param>
    public DumpedKernel Recorded(ExtractRecorder recorder)
    {
        Symbols.Use = recorder.Symbols;
        recorder.Types = new TypeRecorder(Types);
        recorder.Kernel = this;
        return new DumpedKernel(File, new AddressSpace(new RecordingMemory(Memory.Physical, recorder.Pages), Memory.Translation), Release, Symbols, recorder.Types, Graph) { KaslrOffset = KaslrOffset, HowFound = HowFound, Names = recorder.Names };
    }
}
