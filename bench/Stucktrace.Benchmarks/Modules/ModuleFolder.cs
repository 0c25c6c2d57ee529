using Stucktrace.Formats.Elf;

namespace Stucktrace.Benchmarks.Modules;

/// <summary>The modules below a folder, taken by as many threads as there are cores; the largest first, so that no core is left with one at the end.</summary>
static class ModuleFolder
{
    internal static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.ko", SearchOption.AllDirectories).OrderByDescending(f => new FileInfo(f).Length).ThenBy(f => f, StringComparer.Ordinal)];

    internal static void ForEach(string folder, Action<string> work)
    {
        IReadOnlyList<string> files = Files(folder);
        int next = -1;
        var threads = new Thread[Environment.ProcessorCount];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() =>
            {
                for (int at = Interlocked.Increment(ref next); at < files.Count; at = Interlocked.Increment(ref next))
                    work(files[at]);
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
            thread.Join();
    }

    internal static ModuleFile? Read(string path) => ModuleFile.Read(File.ReadAllBytes(path), path, static _ => { });
}
