using System.Globalization;
using System.Security.Cryptography;
using Stucktrace.Formats;

namespace Stucktrace.Web.Storage;

/// <summary>
/// The store's folder on disk. Every name in it is made here; nothing that a client says becomes part of a path. Files come into being below
/// <c>temporary</c>, are flushed, and are moved to their place, which is flushed too, before the database names them: so the database never names what is not there, not
/// even after a loss of power. What it does not name is swept away at the next start.
/// </summary>
sealed class StoreFolder : IDisposable
{
    // Base 32 without letters that look alike; 60 bits, so that nobody finds a case by trying.
    const string IdDigits = "abcdefghijkmnpqrstuvwxyz23456789";
    const int IdLength = 12;
    readonly string _root;
    readonly FileStream _lock;

    StoreFolder(string root, FileStream held) => (_root, _lock) = (root, held);

    internal string Root => _root;

    internal string Database => Path.Combine(_root, "stucktrace.db");

    string Temporary => Path.Combine(_root, "temporary");

    string Cases => Path.Combine(_root, "cases");

    /// <summary>Opens the folder and keeps it for this process alone.</summary>
    internal static StoreFolder Open(string path)
    {
        string root = Path.GetFullPath(path);
        try
        {
            Make(root);
            FileStream held = new(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            return new StoreFolder(root, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(Message.Of("web.store-locked", root, e.Message));
        }
    }

    internal static bool IsId(string? text) => text is { Length: IdLength } && text.All(c => IdDigits.Contains(c, StringComparison.Ordinal));

    internal static string NewId() => RandomNumberGenerator.GetString(IdDigits, IdLength);

    internal string CaseFolder(string id) => IsId(id) ? Path.Combine(Cases, id) : throw new ArgumentException("not an id", nameof(id));

    internal string FilePath(string id, int number) => Path.Combine(CaseFolder(id), "files", Name(number));

    internal string ResultFolder(string id, int analysis) => Path.Combine(CaseFolder(id), "results", Name(analysis));

    /// <summary>A new folder for something that is not complete yet.</summary>
    internal string NewTemporary()
    {
        string path = Path.Combine(Temporary, NewId());
        Make(path);
        return path;
    }

    /// <summary>Moves received files, which are flushed, to their case.</summary>
    internal void MoveFiles(string temporary, string id, IEnumerable<(string Received, int Number)> files)
    {
        string kept = Path.Combine(CaseFolder(id), "files");
        Make(kept);
        foreach ((string received, int number) in files)
            File.Move(Path.Combine(temporary, received), FilePath(id, number), overwrite: true);
        FolderSync.Flush(kept, CaseFolder(id), Cases);
    }

    /// <summary>Moves the results of an analysis to their case.</summary>
    internal void MoveResults(string made, string id, int analysis)
    {
        foreach (string file in Directory.EnumerateFiles(made))
        {
            using FileStream written = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
            written.Flush(flushToDisk: true);
        }

        string target = ResultFolder(id, analysis);
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        Make(Path.GetDirectoryName(target)!);
        Directory.Move(made, target);
        FolderSync.Flush(target, Path.GetDirectoryName(target)!, CaseFolder(id));
    }

    /// <summary>Deletes a folder as far as it is there; what can't be deleted is swept at the next start.</summary>
    internal static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Swept at the next start.
        }
    }

    /// <summary>Deletes what an earlier run left behind: all that is temporary, and all that the database does not name.</summary>
    /// <param name="known">The cases, with the numbers of their files.</param>
    internal void Sweep(IReadOnlyDictionary<string, HashSet<int>> known)
    {
        Remove(Temporary);
        Make(Temporary);
        Make(Cases);
        FolderSync.Flush(_root);
        foreach (string folder in Directory.EnumerateDirectories(Cases).ToArray())
        {
            if (!known.TryGetValue(Path.GetFileName(folder), out HashSet<int>? files))
            {
                Remove(folder);
                continue;
            }

            string kept = Path.Combine(folder, "files");
            foreach (string file in Directory.Exists(kept) ? Directory.GetFiles(kept) : [])
            {
                if (!int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || !files.Contains(number))
                    File.Delete(file);
            }
        }
    }

    /// <summary>Bytes that the disk has left.</summary>
    internal long FreeBytes => new DriveInfo(_root).AvailableFreeSpace;

    public void Dispose() => _lock.Dispose();

    static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Logs and dumps are private: for this user alone.
    static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
