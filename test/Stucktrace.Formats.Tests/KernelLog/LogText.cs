using System.Text;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Formats.Tests.KernelLog;

/// <summary>Reads log text given in a test, as a file of its own.</summary>
sealed class LogText : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("stucktrace-test").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Folder => _folder;

    public static (List<LogRecord> Records, LogReading Reading, InputFile Input) Read(string text, ReadLimits? limits = null)
    {
        using LogText files = new();
        string path = files.Write("log", text);
        (List<LogRecord> records, LogReading reading, IReadOnlyList<InputFile> inputs) = ReadFiles([path], limits);
        return (records, reading, inputs[0]);
    }

    public static (List<LogRecord> Records, LogReading Reading, IReadOnlyList<InputFile> Inputs) ReadFiles(string[] paths, ReadLimits? limits = null)
    {
        RecordingSink sink = new();
        IReadOnlyList<InputFile> inputs = InputDiscovery.Find(paths, limits ?? ReadLimits.Default);
        LogReading reading = new KernelLogReader(limits ?? ReadLimits.Default).Read(inputs, sink);
        return (sink.Records, reading, inputs);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
