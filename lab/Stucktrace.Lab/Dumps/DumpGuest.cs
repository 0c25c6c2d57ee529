using System.Diagnostics;
using System.Text.Json;
using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace.Lab.Dumps;

/// <summary>Boots a kernel with the witness as its first process, waits until it has said everything, halts the machine and dumps it in each format.</summary>
/// <param name="lab">The lab's folder.</param>
/// <param name="tree">The kernel.</param>
/// <param name="folder">Folder for what is built, and for <c>facts</c>, <c>console</c>, <c>registers</c> and the dumps.</param>
sealed class DumpGuest(string lab, KernelTree tree, string folder)
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5), Answer = TimeSpan.FromMinutes(2), Step = TimeSpan.FromSeconds(1);

    // The kernel's own modules that stand beside ours; the first puts the kernel's addresses into the dump.
    static readonly string[] Helpers = ["qemu_fw_cfg", "dummy", "loop", "tun"];
    static readonly string[] Own = ["holders", "lookup"];

    /// <summary>The formats of dumps, as QEMU names them; <c>elf</c> is its default.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["elf", "kdump-zlib"];

    string Facts => Path.Combine(folder, "facts");

    /// <summary>Builds, boots and dumps.</summary>
    /// <exception cref="LabFailure">Something is missing, or the guest did not get that far.</exception>
    public void Run()
    {
        Directory.CreateDirectory(folder);
        foreach (string old in (string[])["facts", "console", "registers", .. Formats])
            File.Delete(Path.Combine(folder, old));
        string initramfs = Build();
        MachineSettings settings = new()
        {
            Kernel = tree.Kernel.ImagePath,
            Initramfs = initramfs,
            // Whole traces of every task are printed: the log must hold them.
            CommandLine = "console=ttyS0 ignore_loglevel log_buf_len=1M rcupdate.rcu_cpu_stall_timeout=15",
            Folder = folder,
            MemoryMebibytes = 448,
        };
        using MachineFiles files = MachineFiles.Make(folder);
        string program = QemuProgram.Find(null) ?? throw new LabFailure("QEMU is not installed: apt-get install qemu-system-x86");
        using QemuProcess process = QemuProcess.Start(program,
        [
            .. QemuArguments.Machine(settings, MachineAccelerator.Tcg),
            "-serial", "file:" + Path.Combine(folder, "console"), "-serial", "file:" + Facts,
            "-chardev", $"socket,id=control,server=on,wait=off,path={files.ControlSocket}", "-mon", "chardev=control,mode=control",
        ], files.Sockets) ?? throw new LabFailure("there is no shell to start QEMU with");
        using QmpClient control = QmpClient.Connect(files.ControlSocket, Answer, () => !process.HasEnded) ?? throw new LabFailure($"QEMU does not answer: {process.Errors}");
        Wait(process);
        Dump(control, process);
    }

    string Build()
    {
        string source = Path.Combine(lab, "dumps"), modules = Path.Combine(folder, "modules"), init = Path.Combine(folder, "witness");
        Directory.CreateDirectory(modules);
        foreach (string name in Own)
            File.Copy(Path.Combine(source, name + ".c"), Path.Combine(modules, name + ".c"), overwrite: true);
        File.WriteAllText(Path.Combine(modules, "Kbuild"), $"obj-m += {string.Join(' ', Own.Select(n => n + ".o"))}\n");
        Shell.Run(modules, tree.BuildIn, "make", "-s", "-C", tree.Headers, "M=/work", "modules");

        List<Message> said = [];
        if (!GuestCompiler.Compile(Path.Combine(source, "witness.c"), init, said.Add, CancellationToken.None)
            || ModuleOrder.Of(tree.Kernel, [.. Own.Select(n => Path.Combine(modules, n + ".ko"))], Helpers, said.Add) is not { } order)
            throw new LabFailure(string.Join('\n', said.Select(m => m.Render(Language.English))));
        string initramfs = Path.Combine(folder, "initramfs");
        using FileStream output = File.Create(initramfs);
        InitramfsWriter.Write(output,
        [
            new InitramfsFile("init", InitramfsFile.Executable, File.ReadAllBytes(init)),
            .. order.Select((m, i) => new InitramfsFile($"modules/{i:d2}-{m.Name}.ko", InitramfsFile.Plain, m.Bytes)),
        ]);
        return initramfs;
    }

    void Wait(QemuProcess process)
    {
        long start = Stopwatch.GetTimestamp();
        while (!File.Exists(Facts) || !File.ReadAllText(Facts).Contains("\nready", StringComparison.Ordinal))
        {
            if (process.HasEnded || Stopwatch.GetElapsedTime(start) > Limit)
                throw new LabFailure($"{tree.Kernel.Release} did not get to the end of its facts; see {Path.Combine(folder, "console")} {process.Errors}");
            Thread.Sleep(Step);
        }

        // What sleeps for a moment after the last word is asleep by now.
        Thread.Sleep(Step);
    }

    void Dump(QmpClient control, QemuProcess process)
    {
        JsonElement Execute(string command, Action<Utf8JsonWriter>? arguments)
        {
            QmpReply reply = control.Execute(command, arguments, Answer, () => !process.HasEnded);
            return reply.Succeeded ? reply.Value : throw new LabFailure($"QEMU, {command}: {reply.Error ?? process.Errors}");
        }

        Execute("stop", null);
        File.WriteAllText(Path.Combine(folder, "registers"), Execute("human-monitor-command", json => json.WriteString("command-line", "info registers -a")).GetString());
        foreach (string format in Formats)
        {
            Execute("dump-guest-memory", json =>
            {
                json.WriteBoolean("paging", false);
                json.WriteString("protocol", "file:" + Path.Combine(folder, format));
                json.WriteString("format", format);
            });
        }
    }
}
