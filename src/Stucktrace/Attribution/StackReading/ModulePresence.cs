using System.Collections.Immutable;

namespace Stucktrace.Attribution.StackReading;

/// <summary>In which reports of one failure a third-party module was loaded. One that was absent from any of them did not cause it.</summary>
/// <param name="Name">Module.</param>
/// <param name="PresentIn">Ids of the reports whose list has it.</param>
/// <param name="AbsentFrom">Ids of the reports whose list lacks it.</param>
public sealed record ModulePresence(string Name, ImmutableArray<string> PresentIn, ImmutableArray<string> AbsentFrom)
{
    /// <summary>True when it was there every time.</summary>
    public bool Always => AbsentFrom.IsEmpty;
}
