using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Guests;

/// <summary>The C compilers of this machine.</summary>
static class HostCompiler
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Compiles a file with the first of some compilers that can.</summary>
    /// <param name="compilers">Their names.</param>
    /// <param name="sourcePath">The C file.</param>
    /// <param name="arguments">Arguments, the file's path among them.</param>
    /// <param name="complaint">What to say of a compiler, by name, that failed.</param>
    /// <param name="tell">Is told what the last one complained about, that there is none, or that it was stopped.</param>
    /// <param name="cancel">Ends the compiler.</param>
    internal static bool Compile(IEnumerable<string> compilers, string sourcePath, IReadOnlyList<string> arguments, Func<string, ToolOutput, Message> complaint, Action<Message> tell, CancellationToken cancel)
    {
        Message failure = Message.Of("guest.no-compiler", Path.GetFileName(sourcePath));
        foreach (string compiler in compilers)
        {
            if (SearchPath.Find(compiler) is not { } program)
                continue;
            ToolOutput output = Tool.Run(program, arguments, Limit, cancel);
            if (output.Status == 0)
                return true;
            if (cancel.IsCancellationRequested)
            {
                failure = Message.Of("guest.compile-stopped", Path.GetFileName(sourcePath));
                break;
            }

            failure = complaint(compiler, output);
        }

        tell(failure);
        return false;
    }
}
