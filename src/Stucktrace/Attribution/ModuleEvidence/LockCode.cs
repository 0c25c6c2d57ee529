using Stucktrace.Code.Locks;
using Stucktrace.Incidents;
using Stucktrace.Termination.Locks;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>What the file of a module shows of a lock that is waited for.</summary>
/// <param name="Module">The module.</param>
/// <param name="Study">How its code can hold itself up there.</param>
sealed record LockCode(ExaminedModule Module, LockStudy Study)
{
    const int MostReports = 64;

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
        bool sleeps = failure == FailureClass.MutexDeadlock;
        LockStudy? owned = null;
        foreach (LockStudy study in module.Locks.Where(s => s.Problem.Sleeps == sleeps))
        {
            if (Itself(incident, module, study.Problem) is { } chain)
                return new LockCode(module, study) { Chain = chain };
            owned ??= study.Owners.Any(o => o.Name == function) ? study : null;
        }

        return owned is null ? null : new LockCode(module, owned);
    }

    /// <summary>
    /// The report whose stack shows both ends of a lock that is taken twice, and the frame of the function that holds it, below the call that waits for it.
    /// Null where none does.
    /// </summary>
    internal (Report Report, StackFrame Holder)? Chain { get; private init; }

    // A task that waits for itself shows it in its own report, and so does each further report of it.
    static (Report Report, StackFrame Holder)? Itself(IncidentCase incident, ExaminedModule module, LockProblem problem)
    {
        if (problem is not { Kind: LockProblemKind.TakenTwice, Waits: { } waits })
            return null;
        foreach (Report report in incident.Distinct.Where(r => !r.IsMixed).Take(MostReports))
        {
            bool waiting = false;
            foreach (ChainLink link in incident.Examination.Of(report).Links.Where(l => l.Module == module))
            {
                waiting |= link.Site.Address == waits.At;
                if (waiting && link.Site.Caller.Entry == problem.Function.Entry)
                    return (report, report.Frames[link.Frame]);
            }
        }

        return null;
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
