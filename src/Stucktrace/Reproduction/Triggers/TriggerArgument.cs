using Stucktrace.Formats;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>One argument that the trigger passes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">For a number: its value.</param>
/// <param name="Why">Why this value, where the module's code asks for it; null for what any value would do for.</param>
public sealed record TriggerArgument(TriggerArgumentKind Kind, long Number = 0, Message? Why = null)
{
    // Values that stand for what is only known when the program runs, while the branches on the way are decided: no code compares with them.
    const ulong SomePid = 30_917;
    const ulong SomePointer = 0x7fff_c0de_a000;

    /// <summary>Size of <see cref="TriggerArgumentKind.Buffer"/> in bytes.</summary>
    public const int BufferBytes = 4096;

    /// <summary>The value by which branches on the way are decided.</summary>
    internal ulong Representative => Kind switch
    {
        TriggerArgumentKind.Number => unchecked((ulong)Number),
        TriggerArgumentKind.Pid => SomePid,
        TriggerArgumentKind.Size => BufferBytes,
        TriggerArgumentKind.File => 3,
        _ => SomePointer,
    };
}
