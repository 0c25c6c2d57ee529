using System.Globalization;

namespace Stucktrace.Benchmarks.Dumps;

/// <summary>Dumps beside crash(8) and drgn, which need the kernel's debug information.</summary>
static class DumpSuite
{
    const string CrashCommands = "bt -a\nlog\nps\nquit\n";

    // What drgn's own guide shows: every task with its stack.
    const string DrgnProgram = """
        import sys, drgn
        from drgn.helpers.linux.pid import for_each_task
        prog = drgn.Program()
        prog.set_core_dump(sys.argv[1])
        prog.load_debug_info([sys.argv[2]])
        for task in for_each_task(prog):
            try:
                print(task.pid.value_(), task.comm.string_(), prog.stack_trace(task))
            except (ValueError, LookupError) as e:
                print(task.pid.value_(), e)
        """;

    internal static int Run(string dump, string vmlinux)
    {
        string stucktrace = Suite.Program;
        string folder = Directory.CreateTempSubdirectory("stucktrace-bench").FullName;
        string commands = Path.Combine(folder, "crash.in"), program = Path.Combine(folder, "tasks.py"), large = Path.Combine(folder, "4GB.core");
        File.WriteAllText(commands, CrashCommands);
        File.WriteAllText(program, DrgnProgram);
        Console.WriteLine("| what | command | median (minimum) | peak memory | ratio |");
        Console.WriteLine("|---|---|---|---|---|");
        IReadOnlyList<Measurement> turn = PairedTiming.Run(
            5, ["crash", "-s", vmlinux, dump, "-i", commands], [stucktrace, "diagnose", dump], ["/usr/bin/python3", program, dump, vmlinux], [stucktrace, "vmcore", dump, "bt", "all"]);
        Row("start, bt -a, log, ps", "crash", turn[0], null);
        Row("the whole diagnosis, with proof", "stucktrace diagnose", turn[1], turn[0]);
        Row("tasks and stacks", "drgn", turn[2], null);
        Row("tasks and stacks", "stucktrace vmcore bt all", turn[3], turn[2]);
        LargeDump.Write(dump, large, 4L << 30);
        Row("4 GB ELF dump, first verdict", "stucktrace diagnose", PairedTiming.Run(3, [stucktrace, "diagnose", large])[0], null);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    static void Row(string what, string command, Measurement m, Measurement? reference) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | `{command}` | {m.Median:F3} s ({m.Minimum:F3}) | {m.PeakBytes / 1e6:F0} MB | {(reference is null ? "–" : $"1/{reference.Median / m.Median:F1}")} |"));
}
