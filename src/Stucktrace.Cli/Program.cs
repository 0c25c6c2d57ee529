using Stucktrace;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;

// The smallest thing that runs the pipeline; the command tree replaces it.
using Stream output = Console.OpenStandardOutput();
DiagnosisResult result = Diagnosis.Run(args.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal) && a != "json"), new DiagnosisOptions());
JsonReport.Write(result, output, Language.English);
return 0;
