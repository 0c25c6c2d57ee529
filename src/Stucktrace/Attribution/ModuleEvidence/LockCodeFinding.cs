using Stucktrace.Attribution.Findings;
using Stucktrace.Attribution.StackReading;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>How the module's code can hold up whoever wants the lock that is waited for (ST1809).</summary>
sealed class LockCodeFinding : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context)
    {
        if (LockCode.Find(context.Case, context.Verdict.Culprit, context.Verdict.Class) is { } code)
            yield return context.Make("ST1809", code.Study.What, Confidence.Likely, [.. code.Evidence], 93, CheckCommand.Listing(code.Module, code.Study.Problem.Function));
    }
}
