using Stucktrace.Formats;

namespace Stucktrace.Termination.Scenarios;

/// <summary>Something that would set an endless loop free.</summary>
/// <param name="What">What would have to be written, in words.</param>
/// <param name="Who">Who can write it while the loop runs, by the kernel's rules or the module's code.</param>
/// <param name="Exit">Address of the branch that it would make leave.</param>
/// <param name="Words">How many words of the frozen set it is about.</param>
public sealed record Release(Message What, Message Who, ulong Exit, int Words);
