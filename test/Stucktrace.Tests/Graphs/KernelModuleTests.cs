using System.Diagnostics;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Graphs;

/// <summary>
/// A sample of a distribution's own modules: STUCKTRACE_MODULES names a folder of .ko files (lib/modules/VERSION of a kernel package). All of them are the
/// business of <c>bench/Stucktrace.Benchmarks modules-…</c>.
/// </summary>
public class KernelModuleTests
{
    const int SampleSize = 60;

    [Fact]
    public void FunctionsAreFoundWithoutSymbols()
    {
        int total = 0, found = 0, invented = 0;
        foreach (string path in Sample())
        {
            ModuleImage image = ModuleImage.Load(ModuleFile.Open(path, static _ => { })!);
            HashSet<ulong> named = [.. ModuleCode.Analyze(image).Functions.Select(f => f.Entry)], unnamed = [.. ModuleCode.Analyze(image, useSymbols: false).Functions.Select(f => f.Entry)];
            total += named.Count;
            found += named.Count(unnamed.Contains);
            invented += unnamed.Count(u => !named.Contains(u));
        }

        Assert.True(found >= 0.99 * total && invented <= 0.005 * total, $"{found} of {total} found, {invented} invented");
    }

    [Fact]
    public void InstructionsBeginWhereObjdumpSays()
    {
        foreach (string path in Sample().Take(12).Append(Checkout.Shared("lab", "ko", "dirpro.ko")).Append(Checkout.Shared("lab", "ko", "clang", "dirpro.ko")))
        {
            ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(path, static _ => { })!));
            HashSet<(string, ulong)> begins = Objdump(path);
            foreach (Function function in code.Functions)
            {
                Assert.All(code.GraphOf(function).Instructions, i =>
                {
                    SectionOffset place = code.Image.Locate(i.IP)!.Value;
                    Assert.Contains((code.Image.Elf.Sections[place.Section].Name, place.Offset), begins);
                });
            }
        }
    }

    static IEnumerable<string> Sample()
    {
        string? folder = Environment.GetEnvironmentVariable("STUCKTRACE_MODULES");
        Assert.SkipUnless(Directory.Exists(folder), "needs STUCKTRACE_MODULES, a folder of a kernel's modules");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.ko", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        return files.Where((_, i) => i % Math.Max(1, files.Length / SampleSize) == 0);
    }

    static HashSet<(string Section, ulong Offset)> Objdump(string path)
    {
        ProcessStartInfo start = new("objdump", ["-d", "-w", "--no-show-raw-insn", path]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        HashSet<(string, ulong)> begins = [];
        string section = string.Empty;
        const string Header = "Disassembly of section ";
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Header, StringComparison.Ordinal))
                section = line[Header.Length..^1];
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith(' ') && colon > 0 && ulong.TryParse(line.AsSpan(0, colon).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong offset))
                begins.Add((section, offset));
        }

        process.WaitForExit();
        return begins;
    }
}
