using System.Diagnostics;
using Stucktrace.Code;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Tests.Graphs;

/// <summary>Object files made of a few lines of C or assembler with the machine's compilers; tests that need one which is not there are skipped.</summary>
static class MadeModule
{
    internal static readonly string[] KernelFlags =
        ["-O2", "-mcmodel=kernel", "-mno-red-zone", "-fno-pic", "-fno-pie", "-ffreestanding", "-fno-stack-protector", "-fno-asynchronous-unwind-tables", "-fcf-protection=none", "-w"];

    internal static ModuleCode OfC(string compiler, string source, params ReadOnlySpan<string> flags) => Code(Compile(compiler, "c", source, [.. KernelFlags, .. flags]));

    internal static ModuleCode OfAssembler(string source) => Code(Compile("gcc", "assembler", source));

    internal static ModuleCode Code(byte[] bytes) =>
        ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Read(bytes, "made.ko", static _ => { }) ?? throw new InvalidOperationException("no module")));

    internal static byte[] Compile(string compiler, string language, string source, params IEnumerable<string> flags)
    {
        string path = Path.Combine(Path.GetTempPath(), $"stucktrace-{Guid.NewGuid():N}.o");
        try
        {
            ProcessStartInfo start = new(compiler, ["-c", "-x", language, .. flags, "-o", path, "-"]) { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false };
            Process? process = null;
            try
            {
                process = Process.Start(start);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip($"needs {compiler}");
            }

            using (process)
            {
                process!.StandardInput.Write(source);
                process.StandardInput.Close();
                string errors = process.StandardError.ReadToEnd();
                process.WaitForExit();
                Assert.True(process.ExitCode == 0, errors);
            }

            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
