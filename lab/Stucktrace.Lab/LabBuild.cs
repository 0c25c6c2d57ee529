using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Guests;

namespace Stucktrace.Lab;

/// <summary>Builds what a guest is made of: the modules for its kernel, its first process, its initramfs.</summary>
/// <param name="lab">The lab's folder, with <c>modules</c> and <c>guest</c>.</param>
/// <param name="tree">The kernel.</param>
/// <param name="folder">Folder for what is built.</param>
sealed class LabBuild(string lab, KernelTree tree, string folder)
{
    // Puts the kernel's addresses into a dump; harmless where it is missing.
    const string DumpHelper = "qemu_fw_cfg";

    /// <summary>Path of a module.</summary>
    public string Module(string name) => Path.Combine(folder, "modules", name + ".ko");

    /// <summary>The initramfs with all modules.</summary>
    public string Initramfs => Path.Combine(folder, "initramfs");

    /// <summary>Builds all of it.</summary>
    /// <exception cref="LabFailure">Something is missing; the message says what.</exception>
    public void Run()
    {
        string modules = Path.Combine(folder, "modules");
        Directory.CreateDirectory(modules);
        foreach (string source in Directory.EnumerateFiles(Path.Combine(lab, "modules")))
            File.Copy(source, Path.Combine(modules, Path.GetFileName(source)), overwrite: true);
        Shell.Run(modules, tree.BuildIn, "make", "-s", "KERNEL=" + tree.Headers);

        string init = Path.Combine(folder, "init");
        List<Message> said = [];
        if (!GuestCompiler.Compile(Path.Combine(lab, "guest", "init.c"), init, said.Add, CancellationToken.None))
            throw Failure(said);
        if (ModuleOrder.Of(tree.Kernel, [], [DumpHelper], said.Add) is not { } helpers)
            throw Failure(said);

        using FileStream output = File.Create(Initramfs);
        InitramfsWriter.Write(output,
        [
            new InitramfsFile("init", InitramfsFile.Executable, File.ReadAllBytes(init)),
            .. helpers.Select(m => new InitramfsFile($"modules/{m.Name}.ko", InitramfsFile.Plain, m.Bytes)),
            .. Directory.EnumerateFiles(modules, "*.ko").Select(m => new InitramfsFile("modules/" + Path.GetFileName(m), InitramfsFile.Plain, File.ReadAllBytes(m))),
        ]);
    }

    static LabFailure Failure(IEnumerable<Message> said) => new(string.Join('\n', said.Select(m => m.Render(Language.English))));
}
