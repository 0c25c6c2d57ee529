using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>The loop that a CPU was caught in: everything that a listing of it needs.</summary>
public sealed record StuckLoop
{
    /// <summary>The module.</summary>
    public required ExaminedModule Module { get; init; }

    /// <summary>Whether its file is the build that was loaded.</summary>
    public required BuildMatch Build { get; init; }

    /// <summary>The loop.</summary>
    public required LoopFacts Facts { get; init; }

    /// <summary>Address in the image: of the instruction that the CPU was at, or of the call in the loop that had not returned.</summary>
    public required ulong Address { get; init; }

    /// <summary>Index of the report's frame that lies in the loop; -1 when the CPU itself was in it.</summary>
    public required int Frame { get; init; }

    /// <summary>Id of the report that shows it.</summary>
    public required string Report { get; init; }

    /// <summary>Ids of all reports of the same stall that show the CPU in this loop.</summary>
    public required ImmutableArray<string> Samples { get; init; }

    /// <summary>Meanings of the report's registers at that place.</summary>
    public ImmutableArray<RegisterMeaning> Registers { get; init; } = [];

    /// <summary>All samples of the stall, held against what the code predicts.</summary>
    public ImmutableArray<OrbitSample> Orbit { get; init; } = [];

    /// <summary>True when some sample does not lie where the code says that it has to.</summary>
    public bool LeavesOrbit => Orbit.Any(s => s.Wrong is not null);

    /// <summary>The same for the same loop at any load address and in any build that left it alone.</summary>
    public string Identity => Facts.Identity;

    /// <summary>Whether it ends, executed in every situation that matters; null for a loop that is not suspicious, of another build, or of another shape.</summary>
    public LoopStudy? Study => Build == BuildMatch.Same && !Facts.Suspicions.IsEmpty ? Module.StudyOf(Facts, Cast) : null;

    /// <summary>Who was caught in it, looking for whom.</summary>
    public ScenarioCast Cast { get; init; } = ScenarioCast.MadeUp;

    /// <summary>The code of the module.</summary>
    public ModuleCode Code => Module.Code;

    /// <summary>The function that the loop is in.</summary>
    public Function Function => Facts.Function;
}
