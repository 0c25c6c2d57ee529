using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Makes the <see cref="FailureTrace"/> of a report that <see cref="FrameJudge"/> has judged.</summary>
public static class FailureTraces
{
    /// <summary>What a report shows of its failure.</summary>
    /// <param name="report">The report.</param>
    /// <param name="subject">Function to compare, when it is not the one where the CPU was: that of an active caller. Ignored where no active frame shows it.</param>
    /// <param name="module">Its module, or null for the kernel.</param>
    public static FailureTrace Of(Report report, string? subject = null, string? module = null)
    {
        TracedPlace? running = report.Location is { } location ? new TracedPlace(location, report.LocationLine ?? report.FirstLine) : null;
        ImmutableArray<TracedPlace> callers = Callers(report);
        int at = -1;
        if (subject is not null && (subject, module) != (report.Location?.Symbol, report.Location?.Module))
        {
            for (int i = 0; i < callers.Length && at < 0; i++)
            {
                if (callers[i].Location.Symbol == subject && callers[i].Location.Module == module)
                    at = i;
            }
        }

        string? sp = RegisterText.StackPointer(report);
        RegisterRoles roles = RegisterRoles.Read(report);
        return new FailureTrace
        {
            Report = report.Id,
            Kind = report.Kind,
            Input = report.Input,
            Line = report.FirstLine,
            IsFromMemory = report.FromMemory,
            Architecture = report.Architecture,
            Subject = at < 0 ? running : callers[at],
            Inner = at < 0 ? null : running,
            Callers = callers[(at + 1)..],
            Places = Places(report),
            StackPointers = roles.StackPointers,
            Holdings = Holdings(report, roles),
            StackPointer = sp,
            StackPointerValue = sp is null ? null : report.Registers[sp],
            Code = report.Code,
            Cpu = report.Cpu,
            Pid = report.Pid,
            Comm = report.Comm,
        };
    }

    // The frames that called the running function: the first one found in the raw stack, else the ones behind it that the unwinder vouches for. A trace
    // that the report printed of itself (dump_stack) starts elsewhere and shows the running function among its frames, or not at all.
    static ImmutableArray<TracedPlace> Callers(Report report)
    {
        int own = -1;
        for (int i = report.Frames.Length - 1; i >= 0; i--)
        {
            if (report.Frames[i].Location.Symbol == report.Location?.Symbol && report.Frames[i].Judged == FrameJudgement.Caller)
                own = i;
        }

        CallerSlot? slot = CallerSlot.Find(report);
        ImmutableArray<TracedPlace>.Builder callers = ImmutableArray.CreateBuilder<TracedPlace>();
        for (int i = own + 1; i < report.Frames.Length && callers.Count < FailureTrace.MostPlaces; i++)
        {
            StackFrame frame = report.Frames[i];
            if (frame.Judged != FrameJudgement.Caller || frame.Context != FrameContext.Task)
                continue;
            if (own < 0 && frame.Location.Symbol?.Contains("dump_stack", StringComparison.Ordinal) == true)
                break;
            callers.Add(new TracedPlace(frame.Location, frame.Line, slot?.Frame == i ? slot.OffsetFromSp : null));
        }

        return callers.ToImmutable();
    }

    // Active callers first: a claim names the first place that serves.
    static ImmutableArray<TracedPlace> Places(Report report)
    {
        IEnumerable<TracedPlace> frames = report.Frames.Where(f => !f.Inline).OrderByDescending(f => f.Judged == FrameJudgement.Caller).Select(f => new TracedPlace(f.Location, f.Line));
        IEnumerable<TracedPlace> all = report.Location is { } location ? frames.Prepend(new TracedPlace(location, report.LocationLine ?? report.FirstLine)) : frames;
        return [.. all.Where(p => p.Location is { Symbol: not null, Module: not null }).Take(FailureTrace.MostPlaces)];
    }

    static ImmutableArray<RegisterHolding> Holdings(Report report, RegisterRoles roles)
    {
        RegisterHolding Holding(string register, HoldingRole role, bool argument = false) =>
            new(register, role, report.Registers[register] ?? 0, report.Registers.Lines.TryGetValue(register, out long line) ? line : report.FirstLine, argument);
        return
        [
            .. roles.Current.Select(r => Holding(r, HoldingRole.Current)),
            .. roles.Cursors.Select(c => Holding(c.Register, HoldingRole.Cursor)),
            .. roles.PidLike.Where(p => !p.Own).Select(p => Holding(p.Register, HoldingRole.Wanted, p.Argument is not null)),
        ];
    }
}
