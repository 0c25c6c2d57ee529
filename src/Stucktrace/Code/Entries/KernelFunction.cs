namespace Stucktrace.Code.Entries;

/// <summary>A function of the kernel that matters here.</summary>
/// <param name="Role">What it does.</param>
/// <param name="Kind">What kind of entry it makes.</param>
/// <param name="Object">Index of the argument that points to an object with functions in it; -1 for none.</param>
/// <param name="Callback">Index of the argument that is a function; -1 for none.</param>
/// <param name="Size">How large the object is at most, where nothing else tells.</param>
readonly record struct KernelFunction(KernelFunctionRole Role, KernelEntryKind Kind = KernelEntryKind.Registration, int Object = -1, int Callback = -1, int Size = 0x100);
