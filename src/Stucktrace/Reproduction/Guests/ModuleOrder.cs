using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.IO;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Finds out which modules a guest must load, and in which order: each after those that it depends on.</summary>
public sealed class ModuleOrder
{
    readonly BootableKernel _kernel;
    readonly ModuleIndex _index;
    readonly Dictionary<string, (string Path, ModuleFile File, ReadOnlyMemory<byte> Bytes)> _tested = new(StringComparer.Ordinal);
    readonly Dictionary<string, bool> _usable = new(StringComparer.Ordinal);
    readonly ImmutableArray<GuestModule>.Builder _order = ImmutableArray.CreateBuilder<GuestModule>();
    readonly Action<Message> _tell;
    readonly GuestLimits _limits;

    ModuleOrder(BootableKernel kernel, ModuleIndex index, Action<Message> tell, GuestLimits limits) => (_kernel, _index, _tell, _limits) = (kernel, index, tell, limits);

    /// <summary>Makes the order.</summary>
    /// <param name="kernel">The kernel; modules are searched in its folder.</param>
    /// <param name="files">Module files under test, as they are to be loaded; each must have been built for the kernel.</param>
    /// <param name="names">Names of modules wanted from the kernel's own: those that are built into it are left out, those that it lacks are told.</param>
    /// <param name="tell">Is told what is missing, and which module is for another kernel.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>The modules in load order: the kernel's own first, those under test last; null after telling why it is impossible.</returns>
    public static ImmutableArray<GuestModule>? Of(
        BootableKernel kernel, IReadOnlyList<string> files, IReadOnlyList<string> names, Action<Message> tell, GuestLimits? limits = null)
    {
        limits ??= GuestLimits.Default;
        try
        {
            ModuleOrder order = new(kernel, ModuleIndex.Read(kernel.ModulesFolder, tell, limits), tell, limits);
            return order.Make(files, names);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            tell(Message.Of("guest.kernel.unreadable", kernel.ModulesFolder, failure.Message));
            return null;
        }
    }

    ImmutableArray<GuestModule>? Make(IReadOnlyList<string> files, IReadOnlyList<string> names)
    {
        bool possible = true;
        foreach (string file in files)
            possible &= Examine(file);
        if (!possible)
            return null;
        foreach (string name in names)
            Add(ModuleNames.FromPath(name), null);
        foreach (string name in files.Select(f => _tested.First(t => t.Value.Path.Equals(f, StringComparison.Ordinal)).Key))
            possible &= Add(name, null);
        return possible ? _order.ToImmutable() : null;
    }

    /// <summary>Reads a module under test and looks whether the kernel will take it.</summary>
    bool Examine(string path)
    {
        if (Read(path) is not { } module)
        {
            _tell(Message.Of("guest.module.unreadable", path));
            return false;
        }

        // A kernel refuses what was built for another one (kernel/module/version.c); with CRCs it might not, and then structures may differ all the same.
        string? release = module.File.KernelRelease;
        if (release is null || !release.Equals(_kernel.Release, StringComparison.Ordinal))
        {
            _tell(release is null ? Message.Of("guest.module.no-release", path) : Message.Of("guest.module.other-kernel", path, release, _kernel.Release, KernelPackageName.Hint(release)));
            return false;
        }

        _tested[module.File.Name] = (path, module.File, module.Bytes);
        return true;
    }

    /// <summary>Adds a module behind those that it depends on.</summary>
    /// <returns>False after telling what is missing.</returns>
    bool Add(string name, string? neededBy)
    {
        if (_usable.TryGetValue(name, out bool known))
            return known;
        // Two that depend on each other can't be loaded at all; here the first of them is taken for loaded.
        _usable[name] = true;
        return _usable[name] = AddNew(name, neededBy);
    }

    bool AddNew(string name, string? neededBy)
    {
        if (_usable.Count > _limits.MaxLoadedModules)
            return Refuse(Message.Of("guest.module.too-many", _limits.MaxLoadedModules));
        bool isTested = _tested.TryGetValue(name, out (string Path, ModuleFile File, ReadOnlyMemory<byte> Bytes) module);
        if (!isTested)
        {
            if (_index.IsBuiltIn(name))
                return true;
            if (_index.File(name) is not { } path)
                return Refuse(neededBy is null ? Message.Of("guest.module.missing", name, _kernel.Release) : Message.Of("guest.module.missing-dependency", name, neededBy, _kernel.Release));
            if (Read(path) is not { } read)
                return Refuse(Message.Of("guest.module.unreadable", path));
            module = (path, read.File, read.Bytes);
        }

        bool complete = true;
        foreach (string other in module.File.Info.Depends.Select(ModuleNames.FromPath).Concat(isTested ? [] : _index.DependenciesOf(name)))
            complete &= Add(other, name);
        if (complete)
            _order.Add(new GuestModule(name, module.Bytes, module.Path));
        return complete;
    }

    bool Refuse(Message why)
    {
        _tell(why);
        return false;
    }

    static (ModuleFile File, ReadOnlyMemory<byte> Bytes)? Read(string path) =>
        ObjectBytes.Load(path, ReadLimits.Default, _ => { }) is { } bytes && ModuleFile.Read(bytes, path, _ => { }) is { } file ? (file, bytes) : null;
}
