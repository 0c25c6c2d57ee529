using System.Globalization;
using Stucktrace.Lab;
using Stucktrace.Lab.Dumps;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Machines;

// Builds, boots, collects, diagnoses and compares: one kernel after the other, one case after the other.
if (LabOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(LabOptions.Usage);
    return 2;
}

string lab = Path.GetFullPath("lab");
if (!File.Exists(Path.Combine(lab, "cases.json")))
{
    Console.Error.WriteLine("lab: run this in the project's folder: there is no lab/cases.json here");
    return 2;
}

LabCase[] cases = [.. CaseFile.Read(Path.Combine(lab, "cases.json")).Where(c => (options.Cases.Count == 0 || options.Cases.Contains(c.Name)) && (!options.Fast || c.Fast))];
if (cases.Length == 0)
{
    Console.Error.WriteLine($"lab: no case is called {string.Join(" or ", options.Cases)}; lab/cases.json has them");
    return 2;
}

List<CaseResult> results = [];
Dictionary<string, string> releases = [];
try
{
    if (options.Dumps)
        return DumpRun.Run(lab, options) > 0 ? 1 : 0;
    foreach (string kernel in options.Kernels)
        RunKernel(kernel);
}
catch (LabFailure failure)
{
    Console.Error.WriteLine("lab: " + failure.Message);
    return 3;
}

if (options.Table is { } table)
    File.WriteAllText(table, ResultTable.Markdown(results, releases, DateOnly.FromDateTime(Directory.EnumerateFiles(options.Output, "log", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc))));
Grade[] grades = [.. results.SelectMany(r => r.Grades.Values).Select(g => g.Grade)];
int failed = grades.Count(g => g == Grade.Wrong) + results.Count(r => r.Truth.Length > 0);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"lab: {grades.Count(g => g == Grade.Right)} right, {grades.Count(g => g == Grade.SaysLess)} say less, {failed} wrong, {grades.Count(g => g == Grade.NotRun)} not run"));
return failed > 0 ? 1 : 0;

void RunKernel(string kernel)
{
    KernelTree tree = KernelTree.Prepare(lab, kernel, Path.GetFullPath(options.Work));
    releases[kernel] = tree.Kernel.Release;
    string work = Path.GetFullPath(Path.Combine(options.Work, kernel));
    LabBuild build = new(lab, tree, work);
    CaseMachine machine = new(tree, build, work);
    if (!options.Again && !machine.IsBooted(Path.Combine(lab, "modules"), Path.Combine(lab, "guest")))
    {
        build.Run();
        machine.Boot();
    }

    foreach (LabCase wanted in cases.Where(c => c.IsFor(kernel)))
    {
        CaseResult result = RunCase(wanted, kernel, build, machine);
        results.Add(result);
        Console.WriteLine(ResultTable.Line(result));
    }
}

CaseResult RunCase(LabCase wanted, string kernel, LabBuild build, CaseMachine machine)
{
    string folder = Path.GetFullPath(Path.Combine(options.Output, kernel, wanted.Name));
    if (!options.Again)
    {
        MachineRun run = machine.Run(wanted, folder);
        if (run.End is MachineEnd.Failed or MachineEnd.Interrupted)
            return CaseResult.NotRun(wanted, kernel, string.Join(' ', run.Notes.Select(n => n.Render(Language.English))));
    }

    return File.Exists(Path.Combine(folder, "log"))
        ? CaseDiagnosis.Run(wanted, kernel, folder, [.. wanted.Modules.Select(build.Module)])
        : CaseResult.NotRun(wanted, kernel, "there is no log of it");
}
