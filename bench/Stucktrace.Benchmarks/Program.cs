using System.Globalization;
using Stucktrace.Benchmarks;

// Usage:
//   Stucktrace.Benchmarks generate FILE MEGABYTES REPORTS      a syslog with that many kernel reports in it
//   Stucktrace.Benchmarks suite [ROUNDS]                       all measurements of bench/README.md, as Markdown
return args switch
{
    ["generate", string file, string megabytes, string reports] => Generate(file, megabytes, reports),
    ["suite"] => Suite.Run(rounds: 5),
    ["suite", string rounds] => Suite.Run(int.Parse(rounds, CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Generate(string file, string megabytes, string reports)
{
    SyslogGenerator.Write(file, long.Parse(megabytes, CultureInfo.InvariantCulture) * 1_000_000, int.Parse(reports, CultureInfo.InvariantCulture));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("generate FILE MEGABYTES REPORTS | suite [ROUNDS]");
    return 2;
}
