using Stucktrace.Attribution;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Reporting;

/// <summary>Words of the catalogue for what the records hold as codes.</summary>
static class Wording
{
    internal static string Say(this Language language, string id, params ReadOnlySpan<object?> arguments) => Message.Of(id, arguments).Render(language);

    internal static string Word(this Confidence confidence, Language language) => language.Say(confidence switch
    {
        Confidence.Proven => "confidence.proven",
        Confidence.Strong => "confidence.strong",
        Confidence.Likely => "confidence.likely",
        Confidence.Possible => "confidence.possible",
        _ => "confidence.unknown",
    });

    internal static string Meaning(this Confidence confidence, Language language) => language.Say(confidence switch
    {
        Confidence.Proven => "confidence.proven.means",
        Confidence.Strong => "confidence.strong.means",
        Confidence.Likely => "confidence.likely.means",
        Confidence.Possible => "confidence.possible.means",
        _ => "confidence.unknown.means",
    });

    internal static string Word(this FailureClass failure, Language language) => language.Say(failure switch
    {
        FailureClass.None => "class.none",
        FailureClass.EndlessListWalk => "class.endless-list-walk",
        FailureClass.EndlessLoop => "class.endless-loop",
        FailureClass.LongLoop => "class.long-loop",
        FailureClass.SpinlockDeadlock => "class.spinlock-deadlock",
        FailureClass.MutexDeadlock => "class.mutex-deadlock",
        FailureClass.RcuDeadlock => "class.rcu-deadlock",
        FailureClass.LostWakeup => "class.lost-wakeup",
        FailureClass.WaitsForStuckCpu => "class.waits-for-stuck-cpu",
        FailureClass.SleepInAtomic => "class.sleep-in-atomic",
        FailureClass.NullDereference => "class.null-dereference",
        FailureClass.UseAfterFree => "class.use-after-free",
        FailureClass.MemoryCorruption => "class.memory-corruption",
        FailureClass.IoStall => "class.io-stall",
        FailureClass.MemoryExhaustion => "class.memory-exhaustion",
        FailureClass.Hardware => "class.hardware",
        _ => "class.unknown",
    });

    internal static string Word(this AdviceKind kind, Language language) => language.Say(kind switch
    {
        AdviceKind.Fix => "advice-kind.fix",
        AdviceKind.Mitigate => "advice-kind.mitigate",
        AdviceKind.Collect => "advice-kind.collect",
        _ => "advice-kind.next-step",
    });

    /// <summary>A kind as a reader sees it: the field's English term in every language, <c>soft lockup</c>.</summary>
    internal static string Words(this ReportKind kind) => kind.Name().Replace('-', ' ');
}
