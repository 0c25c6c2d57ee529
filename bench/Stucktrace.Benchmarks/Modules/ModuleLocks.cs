using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Reporting;
using Stucktrace.Termination.Locks;

namespace Stucktrace.Benchmarks.Modules;

/// <summary>What is said of the locks of every module of a kernel: almost all of it has to be silence.</summary>
static class ModuleLocks
{
    internal static int Run(string folder)
    {
        long begin = Stopwatch.GetTimestamp();
        ConcurrentBag<string> found = [];
        int modules = 0;
        ModuleFolder.ForEach(folder, path =>
        {
            if (ModuleFolder.Read(path) is not { } file)
                return;
            Interlocked.Increment(ref modules);
            foreach (LockStudy study in LockStudy.Of(ModuleCode.Analyze(ModuleImage.Load(file))))
            {
                string rows = string.Join("; ", study.Rows.Where(r => !r.Ends).Select(r => r.Situation.Render(Language.English)));
                found.Add($"{Path.GetFileName(path)}: {study.Problem.Kind}: {study.What.Render(Language.English)}: {rows}");
            }
        });
        foreach (string line in found.Order(StringComparer.Ordinal))
            Console.WriteLine(line);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{modules} modules, {found.Count} told, {Stopwatch.GetElapsedTime(begin).TotalSeconds:F1} s"));
        return 0;
    }
}
