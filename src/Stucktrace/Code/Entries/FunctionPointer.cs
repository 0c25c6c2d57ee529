namespace Stucktrace.Code.Entries;

/// <summary>A field of the module's data that points to one of its functions.</summary>
/// <param name="Address">Address of the field in the image.</param>
/// <param name="Owner">Name of the object that it belongs to, empty when it has none.</param>
/// <param name="Offset">Distance from the object's begin.</param>
/// <param name="Function">The function.</param>
readonly record struct FunctionPointer(ulong Address, string Owner, ulong Offset, Function Function);
