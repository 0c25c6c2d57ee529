using System.Runtime.CompilerServices;

namespace Stucktrace.Tests.Support;

/// <summary>
/// One folder for all that the tests of a run leave lying about, theirs and their child processes': temporary files are made in it, and it is gone when the
/// run ends. Compiled into each test project.
/// </summary>
static class TemporaryFiles
{
    [ModuleInitializer]
    internal static void Begin()
    {
        if (OperatingSystem.IsWindows())
            return;

        // A short name: paths of sockets below it have room for a hundred characters.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("stt-");
        Environment.SetEnvironmentVariable("TMPDIR", folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
    }

    static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that is still ending writes into it: nothing that a test would fail over.
        }
    }
}
