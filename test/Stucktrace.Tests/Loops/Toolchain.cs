using System.Diagnostics;

namespace Stucktrace.Tests.Loops;

/// <summary>Makes module files of C sources of ours with the compilers of this machine, the way the kernel's build does.</summary>
static class Toolchain
{
    // What the kernel's Makefile passes for x86-64, but for headers.
    static readonly string[] KernelFlags =
    [
        "-c", "-std=gnu11", "-ffreestanding", "-mcmodel=kernel", "-mno-red-zone", "-fno-pic", "-fno-pie", "-mno-sse", "-mno-mmx", "-mno-80387", "-mno-sse2",
        "-fno-strict-aliasing", "-fno-common", "-fno-stack-protector", "-fno-asynchronous-unwind-tables", "-fno-jump-tables", "-fcf-protection=none",
        "-fno-delete-null-pointer-checks", "-fno-strict-overflow", "-w",
    ];

    internal static bool Has(string tool)
    {
        try
        {
            return Run(tool, ["--version"]) is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The bytes of a module made of some sources; the test fails when a compiler does.</summary>
    internal static byte[] Build(string folder, string compiler, ReadOnlySpan<string> sources, params ReadOnlySpan<string> flags)
    {
        string work = Directory.CreateTempSubdirectory("stucktrace-shapes-").FullName;
        try
        {
            List<string> objects = [];
            foreach (string source in sources)
            {
                string made = Path.Combine(work, source + ".o");
                objects.Add(made);
                Check(Run(compiler, [.. KernelFlags, .. flags, "-o", made, Path.Combine(folder, source)]));
            }

            string module = Path.Combine(work, "shapes.ko");
            Check(Run("ld", ["-r", "-o", module, .. objects]));
            return File.ReadAllBytes(module);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    static void Check(string? error) => Assert.True(error is "", error);

    // What a tool says on its error stream, or null when it fails without a word.
    static string? Run(string tool, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(tool, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.Result;
        return process.ExitCode == 0 ? string.Empty : error.Length > 0 ? error : null;
    }
}
