using Stucktrace.Code.Locks;
using Stucktrace.Termination.Locks;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>What the file of a module shows of a lock that is waited for.</summary>
/// <param name="Module">The module.</param>
/// <param name="Study">How its code can hold itself up there.</param>
sealed record LockCode(ExaminedModule Module, LockStudy Study)
{
    /// <summary>Looks for it.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="culprit">Who is blamed: the function that takes the lock.</param>
    /// <param name="failure">Whether the lock is slept or spun for.</param>
    /// <returns>Null when no file of that build is there, or its code shows nothing about that function's locks.</returns>
    internal static LockCode? Find(IncidentCase incident, Culprit culprit, FailureClass failure)
    {
        if (failure is not (FailureClass.MutexDeadlock or FailureClass.SpinlockDeadlock) || culprit is not { Kind: CulpritKind.Module, Module: { } name, Function: { } function })
            return null;
        if (incident.MatchOf(name) is not { Build: BuildMatch.Same } match || incident.Examination.Modules.FirstOrDefault(m => m.Input == match.Input) is not { } module)
            return null;
        LockStudy? study = module.Locks.FirstOrDefault(s => s.Problem.Sleeps == (failure == FailureClass.MutexDeadlock) && s.Owners.Any(o => o.Name == function));
        return study is null ? null : new LockCode(module, study);
    }

    /// <summary>The places in the code that show it.</summary>
    internal IEnumerable<Evidence> Evidence
    {
        get
        {
            LockProblem problem = Study.Problem;
            LockCall?[] calls = [problem.Taken, problem.Waits, problem.OtherTaken, problem.OtherWaits, problem.GivenBack];
            IEnumerable<ulong> places = calls.OfType<LockCall>().Select(c => c.At);
            return places.Concat(problem.ReturnAt == 0 ? [] : [problem.ReturnAt]).Distinct().Select(Module.Evidence);
        }
    }
}
