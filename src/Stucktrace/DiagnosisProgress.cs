namespace Stucktrace;

/// <summary>How far a diagnosis has come.</summary>
/// <param name="Path">Input being read.</param>
/// <param name="BytesRead">Bytes of it read.</param>
/// <param name="BytesTotal">Its size, or null when unknown.</param>
public readonly record struct DiagnosisProgress(string Path, long BytesRead, long? BytesTotal);
