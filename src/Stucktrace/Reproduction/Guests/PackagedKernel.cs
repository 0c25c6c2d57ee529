using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Packages;

namespace Stucktrace.Reproduction.Guests;

/// <summary>
/// Takes the kernel image and the modules that are wanted out of packages. Files are written under names made here, flat in two folders: paths in a
/// package only decide whether a file is of interest.
/// </summary>
sealed class PackagedKernel(IReadOnlyList<string> packages, string workFolder, Action<Message> tell, GuestLimits limits)
{
    // Each pass over the packages brings the dependencies of the modules of the pass before; chains are short.
    const int MaxPasses = 16;

    readonly string _image = Path.Combine(workFolder, "vmlinuz");
    readonly string _config = Path.Combine(workFolder, "config");
    readonly string _modules = Path.Combine(workFolder, "modules");
    readonly HashSet<string> _wanted = new(StringComparer.Ordinal);
    readonly HashSet<string> _unpacked = new(StringComparer.Ordinal);
    bool _hasImage;
    bool _tooLarge;

    /// <summary>Unpacks.</summary>
    /// <param name="modules">Names of the modules wanted.</param>
    /// <returns>The kernel, or null after telling why there is none.</returns>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public BootableKernel? Open(IReadOnlyCollection<string> modules)
    {
        Directory.CreateDirectory(_modules);
        _wanted.UnionWith(modules);
        for (int pass = 0; pass < MaxPasses; pass++)
        {
            int before = _unpacked.Count;
            foreach (string package in packages)
            {
                if (!ReadPackage(package))
                    return null;
            }

            // What the new ones depend on is wanted too; a pass that brought nothing new is the last one.
            if (_unpacked.Count == before || !WantDependencies())
                break;
        }

        if (!_hasImage)
        {
            tell(Message.Of("guest.kernel.no-image-in-package", string.Join(", ", packages)));
            return null;
        }

        return KernelHead.Release(_image, tell) is { } release ? new BootableKernel(_image, release, _modules) { ConfigPath = File.Exists(_config) ? _config : null } : null;
    }

    bool ReadPackage(string package)
    {
        using FileStream file = new(package, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
        Message? problem = PackageFile.Read(file, Take, limits.Package);
        if (problem is null && !_tooLarge)
            return true;
        tell(Message.Of("guest.package.problem", package, problem ?? Message.Of("guest.package.file-too-large", limits.MaxFileBytes)));
        return false;
    }

    /// <summary>Takes a file that is of interest.</summary>
    /// <returns>False once everything is there.</returns>
    bool Take(PackageEntry entry, Stream content)
    {
        if (!entry.IsFile)
            return true;
        string name = Path.GetFileName(entry.Path);
        string module = ModuleNames.FromPath(name);
        if (!_hasImage && IsImage(entry.Path))
            _hasImage = Write(_image, entry, content);
        else if (name.Contains(".ko", StringComparison.Ordinal) && _wanted.Contains(module) && SafeName.IsOne(name) && !_unpacked.Contains(module))
            _ = Write(Path.Combine(_modules, name), entry, content) && _unpacked.Add(module);
        else if (IsConfig(entry.Path))
            _ = Write(_config, entry, content);
        else if (name is ModuleIndex.BuiltIn or ModuleIndex.Dependencies)
            _ = Write(Path.Combine(_modules, name), entry, content);
        return !_tooLarge && !(_hasImage && _wanted.IsSubsetOf(_unpacked));
    }

    static bool IsImage(string path)
    {
        string[] parts = path.Split('/');
        return parts is ["boot", _] or ["lib", "modules", _, _] or ["usr", "lib", "modules", _, _] && parts[^1].StartsWith("vmlinuz", StringComparison.Ordinal);
    }

    static bool IsConfig(string path)
    {
        string[] parts = path.Split('/');
        return parts is ["boot", var name] ? name.StartsWith("config-", StringComparison.Ordinal) : parts is ["lib" or "usr", .., "config"] && parts.Contains("modules");
    }

    bool Write(string path, PackageEntry entry, Stream content)
    {
        _tooLarge = entry.Length > limits.MaxFileBytes;
        if (_tooLarge)
            return false;
        File.Delete(path);
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        content.CopyTo(file);
        return true;
    }

    bool WantDependencies()
    {
        int before = _wanted.Count;
        foreach (string file in Directory.EnumerateFiles(_modules, "*.ko*"))
        {
            if (ModuleFile.Open(file, _ => { }) is { } module)
                _wanted.UnionWith(module.Info.Depends.Select(ModuleNames.FromPath));
        }

        return _wanted.Count > before && _wanted.Count <= limits.MaxLoadedModules;
    }
}
