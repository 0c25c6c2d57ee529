namespace Stucktrace.Formats;

/// <summary>What a reader has to say about an input: something damaged, cut, lost or not understood. The rest of the input is still used.</summary>
/// <param name="Id">Stable number: <c>LOG0103</c>, <c>ELF0201</c>, <c>CORE0301</c>.</param>
/// <param name="Message">What is wrong, where, and what was expected.</param>
/// <param name="Line">Line in the (decompressed) file, from 1, where the input is text.</param>
/// <param name="Offset">Byte offset, where the input is binary.</param>
public sealed record InputDiagnostic(string Id, Message Message, long? Line = null, long? Offset = null);
