using Stucktrace.Formats;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace.Tests.Reproduction;

/// <summary>A real guest, where QEMU, a compiler and a kernel are at hand: the running one, or the package or folder that STUCKTRACE_KERNEL names.</summary>
public sealed class RealMachineTests : IDisposable
{
    const string Init = """
        #include <stdio.h>
        #include <unistd.h>
        int main(void)
        {
            puts("stucktrace-guest: ready");
            puts("stucktrace-guest: trigger starts");
            puts("stucktrace-guest: trigger came back");
            for (;;)
                sleep(1);
        }
        """;

    readonly string _root = Directory.CreateTempSubdirectory("real-machine-").FullName;
    readonly List<Message> _told = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void AGuestBootsAndItsEndIsSeen()
    {
        string source = Environment.GetEnvironmentVariable("STUCKTRACE_KERNEL") is { Length: > 0 } named ? named : KernelSource.Running;
        if (QemuProgram.Find(null) is null)
            Assert.Skip("needs QEMU");
        if (KernelSource.Open([source], Path.Combine(_root, "kernel"), [], _told.Add) is not { } kernel)
        {
            Assert.Skip("needs a kernel: /boot/vmlinuz, or STUCKTRACE_KERNEL");
            return;
        }

        string init = Path.Combine(_root, "init");
        File.WriteAllText(init + ".c", Init);
        if (!GuestCompiler.Compile(init + ".c", init, _told.Add, TestContext.Current.CancellationToken))
            Assert.Skip("needs a C compiler with a static C library");
        using (FileStream initramfs = File.Create(Path.Combine(_root, "initramfs")))
            InitramfsWriter.Write(initramfs, [new InitramfsFile("init", InitramfsFile.Executable, File.ReadAllBytes(init))]);
        MachineRun run = VirtualMachine.Run(
            new MachineSettings
            {
                Kernel = kernel.ImagePath,
                Initramfs = Path.Combine(_root, "initramfs"),
                CommandLine = "panic=0",
                Folder = Path.Combine(_root, "run"),
                Accelerator = MachineAccelerator.Tcg,
            },
            new MachineWatch { Quiet = TimeSpan.FromSeconds(1) },
            null,
            TestContext.Current.CancellationToken);
        Assert.Equal((MachineEnd.Finished, MachinePhase.CameBack), (run.End, run.Phase));
        Assert.Contains($"Linux version {kernel.Release}", File.ReadAllText(run.LogPath), StringComparison.Ordinal);
        Assert.Empty(run.Notes);
    }
}
