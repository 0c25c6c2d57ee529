using System.Diagnostics;
using Stucktrace.Code;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Entries;

/// <summary>Compiles the C sources beside the tests into objects that look like modules; skips, visibly, where there is no compiler.</summary>
static class BuiltModule
{
    internal static ModuleCode Code(string source, string compiler, string options)
    {
        List<string> complaints = [];
        ModuleFile? module = ModuleFile.Read(Compile(source, compiler, options), source, d => complaints.Add(d.Id));
        Assert.NotNull(module);
        // The objects have no struct module: kbuild adds that.
        Assert.Equal([], complaints.Where(c => c != "ELF0402"));
        return ModuleCode.Analyze(ModuleImage.Load(module));
    }

    internal static byte[] Compile(string source, string compiler, string options)
    {
        string folder = Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "Entries", "Modules");
        string output = Path.Combine(Path.GetTempPath(), $"stucktrace-{Guid.NewGuid():n}.o");
        try
        {
            (int status, string text) = Run(compiler, $"-c -ffreestanding -fno-pic -fno-stack-protector -mcmodel=kernel -mno-red-zone -mno-sse -w {options} -o {output} {Path.Combine(folder, source)}");
            Assert.True(status == 0, text);
            if (options.Contains("-DSTRIP", StringComparison.Ordinal))
                Assert.Equal(0, Run("strip", $"--strip-unneeded {output}").Status);
            return File.ReadAllBytes(output);
        }
        finally
        {
            File.Delete(output);
        }
    }

    static (int Status, string Text) Run(string program, string arguments)
    {
        ProcessStartInfo start = new(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            string text = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, text);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"needs {program}");
            throw;
        }
    }
}
