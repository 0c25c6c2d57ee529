namespace Stucktrace.Reproduction.Machines;

/// <summary>Where a run keeps its files: results in the user's folder, sockets in one of its own that nobody else may enter, and that is deleted.</summary>
sealed class MachineFiles : IDisposable
{
    // Paths of sockets may have 107 bytes (sun_path): the folder for temporary files is used as long as it is short.
    const int LongestFolder = 80;

    MachineFiles(string results, string sockets) => (Results, Sockets) = (results, sockets);

    public string Results { get; }

    public string Sockets { get; }

    public string Log => Path.Combine(Results, "log");

    public string Dump => Path.Combine(Results, "dump");

    public string ControlSocket => Path.Combine(Sockets, "control");

    public string CommandSocket => Path.Combine(Sockets, "command");

    public string StateSocket => Path.Combine(Sockets, "state");

    /// <summary>Makes the folders, and removes what an earlier run left.</summary>
    /// <exception cref="IOException">They can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">They can't be made.</exception>
    public static MachineFiles Make(string results)
    {
        string folder = Path.GetFullPath(results);
        Directory.CreateDirectory(folder);
        // Only the user may enter a folder that is made so (0700): the sockets give power over QEMU.
        string sockets = Directory.CreateTempSubdirectory("stucktrace-vm-").FullName;
        if (sockets.Length > LongestFolder)
        {
            Directory.Delete(sockets);
            throw new IOException($"TMPDIR: {Path.GetTempPath()} > {LongestFolder}");
        }

        MachineFiles files = new(folder, sockets);
        File.Delete(files.Dump);
        return files;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Sockets, recursive: true);
        }
        catch (IOException)
        {
            // The guard of QEMU deletes it too.
        }
    }
}
