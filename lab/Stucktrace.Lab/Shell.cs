using System.ComponentModel;
using System.Diagnostics;

namespace Stucktrace.Lab;

/// <summary>Runs the programs that build what the lab needs.</summary>
static class Shell
{
    /// <summary>Runs a program; what it says goes to the standard error.</summary>
    /// <returns>Its standard output.</returns>
    /// <exception cref="LabFailure">It can't be started, or failed.</exception>
    public static string Run(string folder, string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = folder, UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start) ?? throw new Win32Exception();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new LabFailure($"{program} {string.Join(' ', arguments)} failed with status {process.ExitCode}:\n{output}");
        }
        catch (Win32Exception failure)
        {
            throw new LabFailure($"{program} could not be started: {failure.Message}");
        }
    }
}
