namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>What a flattened file unfolds to.</summary>
abstract class FlattenedSource : ByteSource;
