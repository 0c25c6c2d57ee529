namespace Stucktrace.Formats.Symbols;

/// <summary>A symbol that a kernel exports to modules.</summary>
/// <param name="IsGplOnly">Whether to GPL-compatible ones only.</param>
/// <param name="Crc">CRC over its declaration; null when the image has none.</param>
readonly record struct KernelExport(bool IsGplOnly, uint? Crc);
