using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Machines;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reproduction.Recipes;

/// <summary>A folder that a person can read, and run by hand, to provoke a failure.</summary>
public sealed class Recipe
{
    readonly ReproductionPlan _plan;
    readonly Func<Message, string> _text;

    /// <summary>Describes a folder; nothing is written yet.</summary>
    /// <param name="plan">How the failure is provoked.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="text">Turns a message into a sentence of the user's language.</param>
    public Recipe(ReproductionPlan plan, string folder, Func<Message, string> text) => (_plan, Folder, _text) = (plan, folder, text);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The kernel that it boots, or null as long as none is known.</summary>
    public BootableKernel? Kernel { get; init; }

    /// <summary>The modules in load order, the one under test last.</summary>
    public ImmutableArray<GuestModule> Modules { get; init; } = [];

    /// <summary>Name of the module that is loaded in place of the one under test; null when that is loaded itself.</summary>
    string? StandIn => Modules.IsEmpty || Modules[^1].Name == _plan.Module.File!.Name ? null : Modules[^1].Name;

    /// <summary>Memory of the machine in MiB.</summary>
    public const int MemoryMebibytes = 320;

    /// <summary>CPUs of the machine: one that hangs and one that tells.</summary>
    public const int Cpus = 2;

    /// <summary>Path of a file of the folder.</summary>
    /// <param name="name">Name.</param>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Path of the initramfs of a mode.</summary>
    /// <param name="mode">Mode of the trigger.</param>
    public string InitramfsOf(TriggerMode mode) => PathOf($"initramfs.{mode.Name}.cpio.gz");

    /// <summary>Writes sources, settings, script and README.</summary>
    public void Write()
    {
        Directory.CreateDirectory(PathOf("modules"));
        foreach (GuestModule module in Modules)
            File.WriteAllBytes(PathOf(Path.Combine("modules", FileOf(module))), module.Bytes.ToArray());
        Save("trigger.c", TriggerProgram.Of(_plan, _text));
        Save("init.c", RecipeFile.Text("init.c"));
        Save("settings", GuestSettings.Text(Modules.Select(FileOf), _plan.Provoking, _plan.Shape));
        Save("run.sh", Script());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(PathOf("run.sh"), (UnixFileMode)InitramfsFile.Executable);
        Save("README.md", new RecipeReadme(_plan, Kernel, _text) { StandIn = StandIn }.Write());
    }

    /// <summary>Compiles the guest's programs.</summary>
    /// <param name="tell">Is told why not.</param>
    /// <param name="cancel">Ends the compiler.</param>
    /// <returns>True when both were made.</returns>
    public bool Compile(Action<Message> tell, CancellationToken cancel) =>
        GuestCompiler.Compile(PathOf("init.c"), PathOf("init"), tell, cancel) && GuestCompiler.Compile(PathOf("trigger.c"), PathOf("trigger"), tell, cancel);

    /// <summary>Writes the initramfs of a mode; the programs must have been compiled.</summary>
    /// <param name="mode">Mode of the trigger.</param>
    /// <param name="modules">The modules to load, in order.</param>
    /// <param name="path">Where to.</param>
    public void WriteInitramfs(TriggerMode mode, ImmutableArray<GuestModule> modules, string path)
    {
        using FileStream output = File.Create(path);
        InitramfsWriter.Write(output,
        [
            new InitramfsFile("init", InitramfsFile.Executable, File.ReadAllBytes(PathOf("init"))),
            new InitramfsFile("stucktrace/trigger", InitramfsFile.Executable, File.ReadAllBytes(PathOf("trigger"))),
            new InitramfsFile("stucktrace/settings", InitramfsFile.Plain, Encoding.UTF8.GetBytes(GuestSettings.Text(modules.Select(FileOf), mode, _plan.Shape))),
            .. modules.Select(m => new InitramfsFile("stucktrace/" + FileOf(m), InitramfsFile.Plain, m.Bytes)),
        ]);
    }

    /// <summary>The machine that runs it.</summary>
    /// <param name="initramfs">Path of the initramfs.</param>
    /// <param name="folder">Where log and dump go.</param>
    public MachineSettings Machine(string initramfs, string folder) => new()
    {
        Kernel = Kernel!.ImagePath,
        Initramfs = initramfs,
        CommandLine = GuestSettings.CommandLine,
        Folder = folder,
        MemoryMebibytes = MemoryMebibytes,
        Cpus = Cpus,
    };

    // The name is the module's, not that of the file that was given, which may be anything.
    static string FileOf(GuestModule module) => string.Concat(module.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_')) + ".ko";

    /// <summary>The script that builds and starts the machine by hand.</summary>
    internal string Script() => RecipeFile.Text("run.sh")
        .Replace("@MODE@", _plan.Provoking.Name, StringComparison.Ordinal)
        .Replace("@KERNEL@", Kernel is null ? "vmlinuz" : "'" + Kernel.ImagePath.Replace("'", "'\\''", StringComparison.Ordinal) + "'", StringComparison.Ordinal)
        .Replace("@RELEASE@", SafeWord(Kernel?.Release ?? _plan.Module.File!.KernelRelease ?? "the same release"), StringComparison.Ordinal)
        .Replace("@CPUS@", Cpus.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@MEMORY@", MemoryMebibytes.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@COMMAND_LINE@", GuestSettings.CommandLine, StringComparison.Ordinal);

    static string SafeWord(string text) => string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or ' '));

    void Save(string name, string text) => File.WriteAllText(PathOf(name), text);
}
