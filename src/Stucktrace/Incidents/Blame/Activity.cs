using Stucktrace.Incidents.Recognition;

namespace Stucktrace.Incidents.Blame;

/// <summary>Names what a CPU is busy with from the chain of calls that was interrupted.</summary>
static class Activity
{
    /// <summary>The place that names the activity, or null.</summary>
    /// <param name="rule">Row of the report's kind.</param>
    /// <param name="chain">Interrupted instruction and the calls below it, innermost first.</param>
    public static CodeLocation? Of(HeaderRule rule, List<CodeLocation> chain)
    {
        // An address without a name (a stripped module) lies nearer to the loop than any name below it: nothing is blamed in its place.
        if (chain.Find(p => p.Symbol is null || !GuiltyFrame.IsHelper(rule, p)) is { Symbol: null })
            return chain.Find(p => p.Module is not null);
        chain = chain.FindAll(p => p.Symbol is not null && !GuiltyFrame.IsHelper(rule, p));
        int waiting = chain.FindIndex(p => p.Symbol!.Contains(Dispatchers.CrossCall, StringComparison.Ordinal));
        int module = chain.FindIndex(p => p.Module is not null);
        // A module that waits for other CPUs to answer is a victim like everybody else.
        if (module >= 0 && (waiting < 0 || module < waiting))
            return chain[module];

        CodeLocation? previous = chain.FirstOrDefault();
        for (int i = 0; i < chain.Count; i++)
        {
            if (i == waiting)
                return chain[i] with { Symbol = Dispatchers.CrossCall };
            if (Dispatchers.Contains(SymbolName.Normalise(chain[i].Symbol!)))
                return previous;
            previous = chain[i];
        }

        // Neither module nor dispatcher: a trace cut short. Where it was is all there is to say.
        return chain.FirstOrDefault();
    }
}
