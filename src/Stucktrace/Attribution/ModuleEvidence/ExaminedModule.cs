using System.Globalization;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>A module file among the inputs, opened: its code is taken apart only where a report leads to it.</summary>
public sealed class ExaminedModule
{
    readonly Lazy<LoadedLayout> _layout;
    readonly Lazy<PatchedBytes> _patched;
    readonly Lazy<ModuleImage> _image;
    readonly Lazy<ModuleCode> _code;

    /// <summary>Takes a file.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="file">The file.</param>
    public ExaminedModule(int input, ModuleFile file)
    {
        (Input, File) = (input, file);
        _layout = new(() => new LoadedLayout(file.Elf));
        _patched = new(() => new PatchedBytes(file));
        _image = new(() => ModuleImage.Load(file));
        _code = new(() => ModuleCode.Analyze(_image.Value));
    }

    /// <summary>Index of the input.</summary>
    public int Input { get; }

    /// <summary>The file.</summary>
    public ModuleFile File { get; }

    /// <summary>Name of the module.</summary>
    public string Name => File.Name;

    /// <summary>How the loader lays it out.</summary>
    public LoadedLayout Layout => _layout.Value;

    /// <summary>Which bytes may differ in memory.</summary>
    public PatchedBytes Patched => _patched.Value;

    /// <summary>It at made-up addresses.</summary>
    public ModuleImage Image => _image.Value;

    /// <summary>Its functions.</summary>
    public ModuleCode Code => _code.Value;

    /// <summary>True when an instruction begins at an address of the image.</summary>
    /// <param name="address">Address.</param>
    public bool IsInstruction(ulong address) => Code.FunctionAt(address) is { } function && Code.GraphOf(function).IndexOf(address) >= 0;

    /// <summary>The call that stands right before an address of the image, or null when none does.</summary>
    /// <param name="address">Address that something may return to.</param>
    public CallSite? CallBefore(ulong address)
    {
        if (address == 0 || Code.FunctionAt(address - 1) is not { } function)
            return null;
        ControlFlowGraph graph = Code.GraphOf(function);

        // A call is 2 to 7 bytes long, 10 with prefixes.
        for (ulong back = 2; back <= 10; back++)
        {
            int index = graph.IndexOf(address - back);
            if (index >= 0 && graph.Instructions[index] is var instruction && instruction.NextIP == address)
                return instruction.FlowControl is FlowControl.Call or FlowControl.IndirectCall ? Site(instruction, function) : null;
        }

        return null;
    }

    /// <summary>Section and offset of an address as objdump shows them: <c>.text+0x18</c>.</summary>
    /// <param name="address">Address of the image.</param>
    public string Text(ulong address) => Place(address) is (string section, ulong offset) ? string.Create(CultureInfo.InvariantCulture, $"{section}+0x{offset:x}") : "?";

    /// <summary>Name of the section and offset in it, or null outside of the image.</summary>
    /// <param name="address">Address of the image.</param>
    public (string Section, ulong Offset)? Place(ulong address) => Image.SectionAt(address) is { } section ? (section.Name, address - section.Address) : null;

    /// <summary>Evidence at an address of the image, with its instruction as text.</summary>
    /// <param name="address">Address.</param>
    public Evidence Evidence(ulong address) => Place(address) is (string section, ulong offset)
        ? Stucktrace.Evidence.InSection(Input, section, offset, InstructionText.At(this, address))
        : Stucktrace.Evidence.InSection(Input, "?", 0);

    CallSite Site(in Instruction call, Function caller)
    {
        if (call.FlowControl == FlowControl.IndirectCall)
            return new CallSite(call.IP, caller, null, null);
        ulong target = call.NearBranchTarget;
        if (Image.ExternalAt(target) is { } external)
            return new CallSite(call.IP, caller, null, KernelThunks.Of(external.Name).Kind == KernelThunkKind.Indirect ? null : external.Name);
        return new CallSite(call.IP, caller, Code.FunctionAt(target), null);
    }
}
