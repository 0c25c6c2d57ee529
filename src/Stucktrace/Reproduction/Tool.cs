using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Stucktrace.Reproduction;

/// <summary>Runs a program of this machine to its end.</summary>
static class Tool
{
    const int MaxErrorCharacters = 8_000;
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments, each as it is: no shell looks at them.</param>
    /// <param name="limit">When it is killed.</param>
    /// <param name="cancel">Kills it.</param>
    public static ToolOutput Run(string program, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancel)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Messages are looked at for known words.
        start.Environment["LC_ALL"] = "C";
        StringBuilder errors = new();
        try
        {
            using Process process = Process.Start(start) ?? throw new Win32Exception();
            process.StandardInput.Close();
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            long began = Stopwatch.GetTimestamp();
            while (!process.WaitForExit(Step))
            {
                if (!cancel.IsCancellationRequested && Stopwatch.GetElapsedTime(began) < limit)
                    continue;
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                return new ToolOutput(-1, Text(errors));
            }

            // Once more, for what it wrote last.
            process.WaitForExit();
            return new ToolOutput(process.ExitCode, Text(errors));
        }
        catch (Win32Exception failure)
        {
            return new ToolOutput(-1, failure.Message);
        }
    }

    static void Keep(StringBuilder errors, string? line)
    {
        lock (errors)
        {
            if (line is not null && errors.Length < MaxErrorCharacters)
                errors.Append(line.AsSpan(0, Math.Min(line.Length, MaxErrorCharacters))).Append('\n');
        }
    }

    static string Text(StringBuilder errors)
    {
        lock (errors)
            return errors.ToString().Trim();
    }
}
