namespace Stucktrace.Formats.IO;

/// <summary>A path while inputs are collected; it has no index yet.</summary>
/// <param name="Path">Path.</param>
/// <param name="Kind">What it is by its content.</param>
sealed record FoundFile(string Path, InputKind Kind)
{
    /// <summary>How it is packed.</summary>
    public Compression Compression { get; init; }

    /// <summary>What keeps it from being read, or null.</summary>
    public InputDiagnostic? Failure { get; init; }

    /// <summary>What there is to say about it although it is read.</summary>
    public List<InputDiagnostic> Notes { get; } = [];

    /// <summary>Standard input.</summary>
    public Stream? Once { get; init; }

    /// <summary>Its first bytes, unpacked.</summary>
    public byte[] Head { get; init; } = [];
}
