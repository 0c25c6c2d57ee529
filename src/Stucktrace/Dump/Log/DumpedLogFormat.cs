namespace Stucktrace.Dump.Log;

/// <summary>How a kernel keeps its log in memory.</summary>
public enum DumpedLogFormat
{
    /// <summary>A ring of characters: up to 3.4.</summary>
    Characters,

    /// <summary>A ring of records: 3.5 to 5.9.</summary>
    Records,

    /// <summary>Descriptors and a ring of text apart: since 5.10.</summary>
    Descriptors,
}
