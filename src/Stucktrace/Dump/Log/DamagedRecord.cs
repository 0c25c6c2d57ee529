namespace Stucktrace.Dump.Log;

/// <summary>A record of the log that can't be read.</summary>
/// <param name="Id">Number of its descriptor.</param>
/// <param name="Reason">Why: id of a text in the catalogue.</param>
readonly record struct DamagedRecord(ulong Id, string Reason);
