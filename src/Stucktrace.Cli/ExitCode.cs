namespace Stucktrace.Cli;

/// <summary>What the program's exit status means. Scripts rely on it.</summary>
static class ExitCode
{
    /// <summary>Done, whatever the verdict.</summary>
    internal const int Done = 0;

    /// <summary>Done, and the thing asked for is bad: a loop never ends, a proof does not hold.</summary>
    internal const int Bad = 1;

    /// <summary>The command line was not understood.</summary>
    internal const int Usage = 2;

    /// <summary>An input could not be read at all; the others were still diagnosed.</summary>
    internal const int InputUnreadable = 3;

    /// <summary>A bug in Stucktrace (EX_SOFTWARE of sysexits.h).</summary>
    internal const int Bug = 70;

    /// <summary>The output could not be written (EX_CANTCREAT of sysexits.h).</summary>
    internal const int CannotWrite = 73;

    /// <summary>Stopped by the user (128 + SIGINT).</summary>
    internal const int Interrupted = 130;

    /// <summary>The reader of our output went away (128 + SIGPIPE).</summary>
    internal const int BrokenPipe = 141;
}
