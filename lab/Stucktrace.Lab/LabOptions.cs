namespace Stucktrace.Lab;

/// <summary>What the command line asks for.</summary>
/// <param name="Kernels">Kernels by the names of <c>prepare-kernel.sh</c>.</param>
/// <param name="Cases">The only cases to run; none for all.</param>
/// <param name="Fast">Only the fast subset.</param>
/// <param name="Output">Folder for logs and dumps.</param>
/// <param name="Work">Folder for kernels and what is built for them; kept, so that a second run needs no network.</param>
/// <param name="Table">Markdown file for the results of a whole run, or null.</param>
/// <param name="Dumps">Make one dump of each kernel in every format, and hold it against what the kernel said of itself, in place of cases.</param>
/// <param name="Again">Grades what is in the output folder again, without starting a machine.</param>
sealed record LabOptions(IReadOnlyList<string> Kernels, IReadOnlyList<string> Cases, bool Fast, string Output, string Work, string? Table, bool Dumps, bool Again)
{
    /// <summary>The kernels of a whole run.</summary>
    public static IReadOnlyList<string> AllKernels { get; } = ["5.10", "6.1", "6.12", "newest"];

    /// <summary>How to call it.</summary>
    public const string Usage = """
        dotnet run --project lab/Stucktrace.Lab -- [--kernel 5.10|6.1|6.12|newest] [--case NAME] [--fast] [--dumps] [--again] [--out FOLDER] [--work FOLDER] [--table FILE]
          --kernel   one kernel in place of all four; may be repeated
          --case     one case of lab/cases.json; may be repeated
          --fast     the subset that .ci/run runs, on 6.1
          --dumps    no cases: a dump of each kernel, held against what the kernel said of itself (docs/lab-dumps.md)
          --again    grade the logs and dumps of the last run again, without starting a machine
          --out      folder for logs and dumps (artifacts/lab/out)
          --work     folder for kernels and built modules (artifacts/lab/work)
          --table    write the results as Markdown (docs/lab-results.md)
        """;

    /// <summary>Reads the command line.</summary>
    /// <returns>Null when it is not understood.</returns>
    public static LabOptions? Parse(string[] arguments)
    {
        LabOptions options = new([], [], false, "artifacts/lab/out", "artifacts/lab/work", null, false, false);
        for (int i = 0; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--fast":
                    options = options with { Fast = true };
                    continue;
                case "--dumps":
                    options = options with { Dumps = true };
                    continue;
                case "--again":
                    options = options with { Again = true };
                    continue;
                case "--kernel" when value is not null && AllKernels.Contains(value):
                    options = options with { Kernels = [.. options.Kernels, value] };
                    break;
                case "--case" when value is not null:
                    options = options with { Cases = [.. options.Cases, value] };
                    break;
                case "--out" when value is not null:
                    options = options with { Output = value };
                    break;
                case "--work" when value is not null:
                    options = options with { Work = value };
                    break;
                case "--table" when value is not null:
                    options = options with { Table = value };
                    break;
                default:
                    return null;
            }

            i++;
        }

        return options.Kernels.Count > 0 ? options : options with { Kernels = options.Fast ? ["6.1"] : AllKernels };
    }
}
