using System.Globalization;
using Stucktrace.Benchmarks;
using Stucktrace.Benchmarks.Dumps;
using Stucktrace.Benchmarks.Machine;
using Stucktrace.Benchmarks.Modules;

// Usage:
//   Stucktrace.Benchmarks generate FILE MEGABYTES REPORTS      a syslog with that many kernel reports in it
//   Stucktrace.Benchmarks suite [ROUNDS]                       all measurements of bench/README.md, as Markdown
//   Stucktrace.Benchmarks modules DIR                          analyses every .ko below a folder, on all cores
//   Stucktrace.Benchmarks modules-starts DIR [NAMES]           which functions are found without symbols; NAMES lists the differences
//   Stucktrace.Benchmarks modules-locks DIR                    what is said of the locks of every module
//   Stucktrace.Benchmarks machine FILE.ko                      instructions executed a second; how fast the loops of a module are proven
//   Stucktrace.Benchmarks dumps VMCORE VMLINUX                 a dump beside crash and drgn, which need VMLINUX with debug information
//   Stucktrace.Benchmarks modules-objdump DIR                  compares where instructions begin with objdump -d
return args switch
{
    ["generate", string file, string megabytes, string reports] => Generate(file, megabytes, reports),
    ["suite"] => Suite.Run(rounds: 5),
    ["suite", string rounds] => Suite.Run(int.Parse(rounds, CultureInfo.InvariantCulture)),
    ["modules", string folder] => AnalyseModules.Run(folder),
    ["modules-starts", string folder] => FunctionStarts.Run(folder, null),
    ["modules-starts", string folder, string names] => FunctionStarts.Run(folder, names),
    ["machine", string module] => MachineSpeed.Run(module),
    ["dumps", string dump, string vmlinux] => DumpSuite.Run(dump, vmlinux),
    ["modules-locks", string folder] => ModuleLocks.Run(folder),
    ["modules-objdump", string folder] => ObjdumpComparison.Run(folder),
    _ => Usage(),
};

static int Generate(string file, string megabytes, string reports)
{
    SyslogGenerator.Write(file, long.Parse(megabytes, CultureInfo.InvariantCulture) * 1_000_000, int.Parse(reports, CultureInfo.InvariantCulture));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("generate FILE MEGABYTES REPORTS | suite [ROUNDS] | modules DIR | modules-starts DIR [NAMES] | modules-locks DIR | modules-objdump DIR | machine FILE.ko | dumps VMCORE VMLINUX");
    return 2;
}
