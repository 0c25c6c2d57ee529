using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Reproduction.Guests;

/// <summary>The modules of a kernel by name: files, and those that are built in.</summary>
sealed class ModuleIndex
{
    /// <summary>File with the paths of modules that are part of the kernel's image (Documentation/kbuild/kbuild.rst).</summary>
    public const string BuiltIn = "modules.builtin";

    /// <summary>File with what each module depends on (modules.dep(5)); depmod makes it when a kernel is installed.</summary>
    public const string Dependencies = "modules.dep";

    const int MaxIndexBytes = 16 << 20;

    readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    readonly HashSet<string> _builtIn = new(StringComparer.Ordinal);
    readonly Dictionary<string, string[]> _dependencies = new(StringComparer.Ordinal);

    /// <summary>Path of a module's file, or null.</summary>
    public string? File(string name) => _files.GetValueOrDefault(name);

    /// <summary>True when it is part of the kernel's image.</summary>
    public bool IsBuiltIn(string name) => _builtIn.Contains(name);

    /// <summary>What modules.dep says that a module depends on, directly or not; empty when it says nothing.</summary>
    public IEnumerable<string> DependenciesOf(string name) => _dependencies.GetValueOrDefault(name) ?? [];

    /// <summary>Reads a folder with modules.</summary>
    /// <param name="folder">The folder, or null: an empty index.</param>
    /// <param name="tell">Is told when there are too many files.</param>
    /// <param name="limits">Bounds.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    public static ModuleIndex Read(string? folder, Action<Message> tell, GuestLimits limits)
    {
        ModuleIndex index = new();
        if (folder is null)
            return index;
        // Links to the headers (build, source) lead elsewhere.
        EnumerationOptions options = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "*.ko*", options))
        {
            if (++count > limits.MaxModuleFiles)
            {
                tell(Message.Of("guest.module.too-many-files", folder, limits.MaxModuleFiles));
                break;
            }

            index._files.TryAdd(ModuleNames.FromPath(path), path);
        }

        foreach (string line in Lines(Path.Combine(folder, BuiltIn)))
            index._builtIn.Add(ModuleNames.FromPath(line));
        foreach (string line in Lines(Path.Combine(folder, Dependencies)))
        {
            // "kernel/fs/ext4/ext4.ko: kernel/fs/jbd2/jbd2.ko …"
            if (line.Split(':', 2) is [string module, string others])
                index._dependencies.TryAdd(ModuleNames.FromPath(module), [.. others.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ModuleNames.FromPath)]);
        }

        return index;
    }

    static IEnumerable<string> Lines(string path)
    {
        FileInfo file = new(path);
        return file.Exists && file.Length <= MaxIndexBytes ? System.IO.File.ReadLines(path) : [];
    }
}
