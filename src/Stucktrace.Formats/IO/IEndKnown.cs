namespace Stucktrace.Formats.IO;

/// <summary>An unpacking stream that can tell whether the archive came to its proper end.</summary>
interface IEndKnown
{
    /// <summary>True when the last archive in the stream is complete.</summary>
    bool Complete { get; }
}
