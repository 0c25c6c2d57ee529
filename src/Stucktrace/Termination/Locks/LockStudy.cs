using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Locks;
using Stucktrace.Formats;

namespace Stucktrace.Termination.Locks;

/// <summary>
/// Locks that can hold a module up, in the situations that matter. The waiting is the kernel's own code, which is not in a module's file: no period of it is
/// executed and none is certified, so that nothing here is called proven.
/// </summary>
/// <param name="Problem">What the code shows.</param>
/// <param name="Rows">The situations.</param>
public sealed record LockStudy(LockProblem Problem, ImmutableArray<LockRow> Rows)
{
    /// <summary>The problem in one sentence.</summary>
    public Message What => Problem.Kind switch
    {
        LockProblemKind.TakenTwice => Message.Of("lock.twice", Problem.Function.Name, Problem.Lock),
        LockProblemKind.OppositeOrder => Message.Of("lock.opposite", Problem.Function.Name, Problem.OtherFunction!.Name, Problem.Lock, Problem.OtherLock),
        _ => Message.Of("lock.kept", Problem.Function.Name, Problem.Lock),
    };

    /// <summary>What the rows rest on and the file does not show.</summary>
    public Message Assumed => Message.Of(Problem.Kind switch
    {
        LockProblemKind.TakenTwice => "lock.assumed.twice",
        LockProblemKind.OppositeOrder => "lock.assumed.opposite",
        _ => "lock.assumed.kept",
    });

    /// <summary>The functions that hold a lock in it.</summary>
    public ImmutableArray<Function> Owners => Problem.OtherFunction is { } other && other.Entry != Problem.Function.Entry ? [Problem.Function, other] : [Problem.Function];

    /// <summary>Studies the locks of a module.</summary>
    /// <param name="code">The module.</param>
    public static ImmutableArray<LockStudy> Of(ModuleCode code) => [.. LockAnalysis.Of(code).Select(p => new LockStudy(p, RowsOf(p)))];

    static ImmutableArray<LockRow> RowsOf(LockProblem problem)
    {
        Message waits = Message.Of(problem.Sleeps ? "lock.sleeps" : "lock.spins");
        switch (problem.Kind)
        {
            case LockProblemKind.TakenTwice:
                return [new LockRow("lock/twice", Message.Of("lock.row.twice", problem.Lock, problem.Taken.Place, problem.Waits!.Place), Ends: false, Message.Of("lock.result.itself", waits))];
            case LockProblemKind.OppositeOrder:
                Message first = Message.Of("lock.holds", problem.Function.Name, problem.Lock, problem.Taken.Place, problem.OtherLock, problem.Waits!.Place);
                Message second = Message.Of("lock.holds", problem.OtherFunction!.Name, problem.OtherLock, problem.OtherTaken!.Place, problem.Lock, problem.OtherWaits!.Place);
                return
                [
                    new LockRow("lock/one-after-the-other", Message.Of("lock.row.apart", problem.Function.Name, problem.OtherFunction.Name), Ends: true, Message.Of("lock.result.free")),
                    new LockRow("lock/crossed", Message.Of("lock.row.crossed", first, second), Ends: false, Message.Of("lock.result.each-other", waits)),
                ];
            default:
                string at = string.Create(CultureInfo.InvariantCulture, $"{problem.Function.Name}+0x{problem.ReturnAt - problem.Function.Entry:x}");
                return
                [
                    new LockRow("lock/given-back", Message.Of("lock.row.given-back", problem.Lock, problem.GivenBack!.Place), Ends: true, Message.Of("lock.result.free")),
                    new LockRow("lock/kept", Message.Of("lock.row.kept", at, problem.Lock, problem.Taken.Place), Ends: false, Message.Of("lock.result.kept", waits)),
                ];
        }
    }
}
