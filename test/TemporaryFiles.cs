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

    // Child processes that are ending remove files of their own at the same time, which may cross this; what is left then harms nobody.
    static void Remove(DirectoryInfo folder)
    {
        for (int attempt = 0; attempt < 5 && Directory.Exists(folder.FullName); attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(100);
            }
        }
    }
}
