using System.Collections.Immutable;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>What module files say of one report.</summary>
/// <param name="Place">The place where the CPU was, when it lies in a module that was given.</param>
/// <param name="Links">Steps of the chain of calls, innermost first.</param>
/// <param name="Located">True when the log printed a bare address and a file gave it its name.</param>
public sealed record ExaminedReport(CodePlace? Place, ImmutableArray<ChainLink> Links, bool Located)
{
    /// <summary>Nothing to say.</summary>
    public static ExaminedReport Nothing { get; } = new(null, [], false);

    /// <summary>The places in module code that were active, innermost first: where the CPU was, then the calls that led there.</summary>
    public IEnumerable<CodePlace> Active()
    {
        if (Place is not null)
            yield return Place;
        foreach (ChainLink link in Links)
            yield return new CodePlace(link.Module, link.Site.Caller, link.Site.Address, link.Frame);
    }
}
