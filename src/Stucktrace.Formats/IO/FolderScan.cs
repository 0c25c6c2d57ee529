namespace Stucktrace.Formats.IO;

/// <summary>
/// Finds what is of use in a folder: logs that the kernel writes to, dumps, modules, symbols. A report of a whole system holds thousands of
/// other files; they are counted, not read.
/// </summary>
/// <param name="limits">Bounds.</param>
sealed class FolderScan(ReadLimits limits)
{
    readonly FileProbe _probe = new(limits);

    /// <summary>Looks through a folder.</summary>
    public List<FoundFile> Find(string folder)
    {
        List<string> paths = [];
        List<FoundFile> found = [];
        bool all = Collect(folder, paths, found);
        bool report = IsSystemReport(folder);
        int passedOver = 0;
        string? example = null;
        int journals = 0;
        foreach (string path in paths)
        {
            string relative = Path.GetRelativePath(folder, path);
            NameClass name = KernelLogNames.Classify(relative);
            if (name == NameClass.Never || (report && name == NameClass.Unknown))
            {
                (passedOver, example) = (passedOver + 1, example ?? relative);
                continue;
            }

            FoundFile file = _probe.Look(path);
            if (file.Head.AsSpan().StartsWith("LPKSHHRH"u8))
                journals++;
            bool take = file.Kind switch
            {
                InputKind.KernelLog => file.Head.Length > 0 && (name == NameClass.KernelLog || KernelLogNames.LooksLikeKernel(file.Head)),
                InputKind.Unknown => file.Failure is not null && name == NameClass.KernelLog,
                _ => true,
            };
            if (take)
                found.Add(file);
            else
                (passedOver, example) = (passedOver + 1, example ?? relative);
        }

        KernelLogNames.DropPartsOfJoinedDumps(found);
        if (found.Count == 0)
        {
            FoundFile none = FileProbe.Failed(folder, "LOG0103", Message.Of(paths.Count == 0 ? "log.0103.empty" : "log.0103", paths.Count));
            found.Add(none);
        }
        else if (passedOver > 0)
        {
            found[0].Notes.Add(new InputDiagnostic("LOG0108", Message.Of("log.0108", passedOver, folder, example)));
        }

        if (!all)
            found[0].Notes.Add(new InputDiagnostic("LOG0107", Message.Of("log.0107", limits.MaxFilesPerFolder, folder)));
        if (journals > 0)
            found[0].Notes.Add(new InputDiagnostic("LOG0111", Message.Of("log.0111", journals, folder)));
        return found;
    }

    /// <summary>Collects files in a stable order, without following links.</summary>
    /// <returns>False when a bound was reached.</returns>
    bool Collect(string root, List<string> paths, List<FoundFile> failed)
    {
        Stack<(string Path, int Depth)> open = new([(root, 0)]);
        int folders = 0;
        while (open.TryPop(out (string Path, int Depth) folder))
        {
            if (++folders > limits.MaxFolders)
                return false;
            FileSystemInfo[] entries;
            try
            {
                entries = [.. new DirectoryInfo(folder.Path).EnumerateFileSystemInfos().Take(limits.MaxFilesPerFolder * 2)];
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                failed.Add(FileProbe.Failed(folder.Path, "LOG0102", Message.Of("log.0102")));
                continue;
            }

            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            foreach (FileSystemInfo entry in entries)
            {
                if (entry.LinkTarget is not null || entry is not FileInfo)
                    continue;
                if (paths.Count >= limits.MaxFilesPerFolder)
                    return false;
                paths.Add(entry.FullName.Length > 0 ? Path.Combine(folder.Path, entry.Name) : entry.Name);
            }

            for (int i = entries.Length - 1; i >= 0; i--)
            {
                if (entries[i] is DirectoryInfo { LinkTarget: null } && folder.Depth < limits.MaxFolderDepth)
                    open.Push((Path.Combine(folder.Path, entries[i].Name), folder.Depth + 1));
            }
        }

        return true;
    }

    /// <summary>An unpacked sosreport or supportconfig: there only files with the right names are looked at.</summary>
    static bool IsSystemReport(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "sos_commands")) || File.Exists(Path.Combine(folder, "basic-environment.txt")))
            return true;
        try
        {
            return Directory.EnumerateDirectories(folder).Take(64).Any(d => Directory.Exists(Path.Combine(d, "sos_commands")));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
