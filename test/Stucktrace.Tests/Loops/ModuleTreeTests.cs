using System.Collections.Concurrent;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;

namespace Stucktrace.Tests.Loops;

/// <summary>
/// All loops of all modules of a kernel: how many are called suspicious (docs/false-alarms.md). Runs where STUCKTRACE_MODULE_TREE names a folder such as
/// /lib/modules/6.1.0-56-amd64; it takes up to a minute.
/// </summary>
public class ModuleTreeTests(ITestOutputHelper output)
{
    [Fact]
    public void FewLoopsOfAKernelAreSuspicious()
    {
        string? tree = Environment.GetEnvironmentVariable("STUCKTRACE_MODULE_TREE");
        Assert.SkipWhen(tree is null, "STUCKTRACE_MODULE_TREE names no folder of modules");
        ConcurrentBag<string> suspicious = [];
        int loops = 0;
        Parallel.ForEach(Directory.EnumerateFiles(tree, "*.ko", SearchOption.AllDirectories), path =>
        {
            if (ModuleFile.Read(File.ReadAllBytes(path), path, _ => { }) is not { } file)
                return;
            ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(file));
            foreach (LoopFacts facts in code.Functions.SelectMany(f => LoopAnalysis.Of(code, f)))
            {
                Interlocked.Increment(ref loops);
                foreach (Suspicion suspicion in facts.Suspicions)
                    suspicious.Add(string.Create(CultureInfo.InvariantCulture, $"{suspicion.Kind} {Path.GetRelativePath(tree, path)} {facts.Function.Name}+0x{facts.Head - facts.Function.Entry:x} {suspicion.Why.Render(Language.English)}"));
            }
        });
        output.WriteLine($"{suspicious.Count} of {loops} loops");
        foreach (string line in suspicious.Order(StringComparer.Ordinal))
            output.WriteLine(line);
        Assert.True(loops > 0);
        Assert.True(suspicious.Count * 1000 < loops, $"{suspicious.Count} of {loops} loops are suspicious");
    }
}
