namespace Stucktrace.Formats.IO;

/// <summary>A file (or standard input) that a user named, or that was found below a folder that he named.</summary>
public sealed class InputFile
{
    readonly List<InputDiagnostic> _diagnostics = [];

    /// <summary>Makes an input.</summary>
    /// <param name="index">Its index in this run.</param>
    /// <param name="path">Its path; <c>-</c> for standard input.</param>
    /// <param name="kind">What it is by its content.</param>
    public InputFile(int index, string path, InputKind kind)
    {
        Index = index;
        Group = index;
        Path = path;
        Kind = kind;
    }

    /// <summary>Index in this run; <see cref="KernelLog.LogRecord.Input"/>.</summary>
    public int Index { get; }

    /// <summary>Path as named or found.</summary>
    public string Path { get; }

    /// <summary>What it is by its content.</summary>
    public InputKind Kind { get; }

    /// <summary>How it is packed; <see cref="Kind"/> is that of the unpacked content.</summary>
    public Compression Compression { get; init; }

    /// <summary>Index of the first file of the rotated set, or of the parts of one dump, that it belongs to; its own when it stands alone.</summary>
    public int Group { get; init; }

    /// <summary>Date in the name of a rotated file: its lines are older.</summary>
    internal DateTime? NameDate { get; init; }

    /// <summary>True when the next file of the group goes on where this one ends, in the middle of a report perhaps.</summary>
    internal bool Continues { get; init; }

    /// <summary>Standard input, which can be read once: the bytes looked at already, and the rest.</summary>
    internal Stream? Once { get; init; }

    /// <summary>The kernel's log that was found inside it, as text; null for everything but a dump.</summary>
    public ReadOnlyMemory<byte>? KernelLog { get; set; }

    /// <summary>False once it turned out that nothing can be read of it.</summary>
    public bool Readable { get; private set; } = true;

    /// <summary>What there is to say about it.</summary>
    public IReadOnlyList<InputDiagnostic> Diagnostics => _diagnostics;

    /// <summary>Adds a diagnostic.</summary>
    /// <param name="diagnostic">What to say.</param>
    public void Report(InputDiagnostic diagnostic) => _diagnostics.Add(diagnostic);

    /// <summary>Marks it as not readable at all.</summary>
    /// <param name="diagnostic">Why.</param>
    public void Fail(InputDiagnostic diagnostic)
    {
        Readable = false;
        _diagnostics.Add(diagnostic);
    }
}
