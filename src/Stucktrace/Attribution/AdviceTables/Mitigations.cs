using Stucktrace.Formats;

namespace Stucktrace.Attribution.AdviceTables;

/// <summary>What to do on machines that still run it.</summary>
static class Mitigations
{
    internal static IEnumerable<Advice> For(Verdict verdict)
    {
        if (verdict.Culprit is { Kind: CulpritKind.Module, Module: { } suspect } && verdict.Confidence < Confidence.Likely)
            yield return new Advice(AdviceKind.Mitigate, Message.Of("advice.only-suspected", suspect));
        else if (verdict.Culprit is { Kind: CulpritKind.Module, Module: { } module })
        {
            // "install … /bin/false" holds against modprobe; an agent that calls insmod with a path must be stopped itself.
            yield return new Advice(AdviceKind.Mitigate, Message.Of("advice.unload", module), $"lsmod | grep -w {module}\nmodinfo {module}\nmodprobe -r {module}");
            yield return new Advice(AdviceKind.Mitigate, Message.Of("advice.keep-out", module), $"echo 'install {module} /bin/false' > /etc/modprobe.d/{module}.conf");
        }

        string? text = (verdict.Culprit.Kind, verdict.Class) switch
        {
            (_, FailureClass.EndlessLoop or FailureClass.EndlessListWalk or FailureClass.SpinlockDeadlock) => "advice.only-reset-helps",
            (CulpritKind.Userspace, _) => "advice.restart-answerer",
            (_, FailureClass.IoStall) => "advice.check-storage",
            (_, FailureClass.MemoryExhaustion) => "advice.limit-memory",
            _ => null,
        };
        if (text is not null)
            yield return new Advice(AdviceKind.Mitigate, Message.Of(text));
    }
}
