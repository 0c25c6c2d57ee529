using System.Collections.Immutable;
using Stucktrace.Attribution.Findings;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Where the pointer came from that a fault failed on (ST1808).</summary>
sealed class FaultPointerFinding : IFindingRule
{
    public IEnumerable<Finding> Find(FindingContext context)
    {
        if (context.Case is not { Cause: { } cause, FaultPointer: { } pointer })
            yield break;
        ExaminedModule module = pointer.Place.Module;
        Message was = pointer.BrokenLink is { } link ? Message.Of("join.pointer.was-behind-null", RegisterText.Hex(pointer.Value), RegisterText.Hex(link.NodeOffset))
            : pointer.Value == 0 ? Message.Of("join.pointer.was-null")
            : PoisonValues.TryFind(pointer.Value, out PoisonValue poison, out _) ? Message.Of("join.pointer.was-poison", poison.Name)
            : Message.Of("join.pointer.was", RegisterText.Hex(pointer.Value));
        Message claim = pointer.Callee is { } callee
            ? Message.Of("join.pointer.handed-on", pointer.Source, RegisterText.Hex(pointer.Offset), callee, pointer.Argument, was)
            : Message.Of("join.pointer.used", pointer.Source, RegisterText.Hex(pointer.Offset), was);
        ImmutableArray<Evidence> evidence = [cause.Headline(), module.Evidence(pointer.Place.Address), .. pointer.From == 0 ? [] : (Evidence[])[module.Evidence(pointer.From)]];
        yield return context.Make("ST1808", claim, pointer.IsBad ? Confidence.Strong : Confidence.Likely, evidence, 92, CheckCommand.Listing(module, pointer.Place.Function));
    }
}
