using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Dump files of a test, in a folder of their own that is deleted afterwards.</summary>
public sealed class DumpOnDisk : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stucktrace-dump-");

    public DumpOnDisk(params ReadOnlySpan<byte[]> files)
    {
        foreach (byte[] file in files)
            Add($"vmcore{Paths.Count}", file);
    }

    public List<string> Paths { get; } = [];

    public List<InputDiagnostic> Diagnostics { get; } = [];

    public string Folder => _folder.FullName;

    public void Add(string name, byte[] content)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        Paths.Add(path);
    }

    /// <summary>Opens all files as one dump; null when nothing can be read of them.</summary>
    public DumpFile? TryOpen(ReadLimits? limits = null) => DumpFile.Open(Paths, limits ?? ReadLimits.Default, Diagnostics.Add);

    /// <summary>Opens all files as one dump.</summary>
    public DumpFile Open(ReadLimits? limits = null) => TryOpen(limits) ?? throw new InvalidOperationException(string.Join(", ", Diagnostics));

    public void Dispose() => _folder.Delete(recursive: true);
}
