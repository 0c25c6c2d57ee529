using System.Diagnostics;
using System.Globalization;
using Iced.Intel;
using Stucktrace.Code;

namespace Stucktrace.Benchmarks.Modules;

/// <summary>Compares where instructions begin with what <c>objdump -d</c> prints, wherever a graph claims code.</summary>
static class ObjdumpComparison
{
    internal static int Run(string folder)
    {
        long claimed = 0, agreed = 0;
        List<string> differences = [];
        ModuleFolder.ForEach(folder, path =>
        {
            if (ModuleFolder.Read(path) is not { } file)
                return;
            ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(file));
            HashSet<ulong> begins = Objdump(path, code.Image);
            long ours = 0, same = 0;
            foreach (Function function in code.Functions)
            {
                foreach (ref readonly Instruction instruction in code.GraphOf(function).Instructions.AsSpan())
                {
                    ours++;
                    if (begins.Contains(instruction.IP))
                        same++;
                    else
                    {
                        lock (differences)
                            differences.Add($"{path} {function.Name}+0x{instruction.IP - function.Entry:x} {instruction}");
                    }
                }
            }

            Interlocked.Add(ref claimed, ours);
            Interlocked.Add(ref agreed, same);
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{claimed} instructions claimed, {agreed} begin where objdump -d says ({claimed - agreed} differ)"));
        foreach (string difference in differences.Order(StringComparer.Ordinal).Take(200))
            Console.WriteLine(difference);
        return claimed == agreed ? 0 : 1;
    }

    // "Disassembly of section .text:" and lines of "  4f:\tinstruction".
    static HashSet<ulong> Objdump(string path, ModuleImage image)
    {
        HashSet<ulong> begins = [];
        using Process process = Process.Start(new ProcessStartInfo("objdump", ["-d", "-w", "--no-show-raw-insn", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        Dictionary<string, ulong> sections = [];
        foreach (ImageSection section in image.Sections)
            sections.TryAdd(section.Name, section.Address);
        ulong start = 0;
        const string Header = "Disassembly of section ";
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Header, StringComparison.Ordinal))
                start = sections.GetValueOrDefault(line[Header.Length..^1]);
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (start != 0 && line.StartsWith(' ') && colon > 0 && ulong.TryParse(line.AsSpan(0, colon).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong offset) && !line.EndsWith("(bad)", StringComparison.Ordinal))
                begins.Add(start + offset);
        }

        process.WaitForExit();
        return begins;
    }
}
