using System.Collections.Immutable;
using Stucktrace.Formats;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>One thing that a log and a module file both show.</summary>
/// <param name="Weight">How much it says: negative when it contradicts, 0 when it is only worth telling.</param>
/// <param name="Text">What was compared and how it came out.</param>
/// <param name="Evidence">Where it stands, in the log and in the file.</param>
/// <param name="Check">Commands that show the same.</param>
public sealed record BuildSign(int Weight, Message Text, ImmutableArray<Evidence> Evidence, ImmutableArray<string> Check)
{
    /// <summary>Weight of something that cannot be otherwise in the same build.</summary>
    public const int Contradiction = -100;

    /// <summary>Weight from which on the signs of all kinds together make it the same build.</summary>
    public const int Enough = 3;

    /// <summary>Weight of a sign that is enough alone: a build id, or a stretch of code bytes.</summary>
    public const int Decisive = 100;
}
