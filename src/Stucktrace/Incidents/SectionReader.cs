using Stucktrace.Incidents.Parsing;
using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>Reads a section's lines with the line parsers.</summary>
static class SectionReader
{
    public static SectionFacts Read(ReportSection section)
    {
        SectionFacts facts = new(section) { Cpu = section.Cpu, Pid = section.Pid };
        StackTrace trace = new("", false);
        FrameContext context = FrameContext.Task;
        facts.Traces.Add(trace);
        for (int i = 0; i < section.Lines.Count; i++)
        {
            ReportLine line = section.Lines[i];
            if (FrameParser.TryParse(line.Text, out FrameLine frame))
            {
                if (frame.StartsTrace)
                {
                    trace = Open(facts, line.Text, true);
                    context = FrameContext.Task;
                }

                context = frame.Context ?? context;
                // arm prints callee and caller on each line; the first line's callee stands nowhere else.
                if (frame.Callee is { } callee && trace.Frames.Count == 0)
                    trace.Frames.Add(new StackFrame(callee, frame.Reliable, context, frame.Inline, line.Line));
                if (frame.Location is { } location)
                    trace.Frames.Add(new StackFrame(location, frame.Reliable, context, frame.Inline, line.Line));
            }
            else if (CrashException.TryParse(line.Text) is { } exception)
            {
                Take(facts, trace, new ProgramCounterLine(exception, false, false, null, false), line);
            }
            else if (ProgramCounterParser.TryParse(line.Text, out ProgramCounterLine pc))
            {
                Take(facts, trace, pc, line);
            }
            else if (CpuLineParser.TryParse(line.Text, line.Line, out CpuLine cpu))
            {
                Fill(facts, cpu);
            }
            else if (facts.Pid is null && LockSubject.TryParse(line.Text, out string comm, out int pid))
            {
                (facts.Comm, facts.Pid) = (comm, pid);
            }
            else if (IsHeading(line.Text))
            {
                trace = Open(facts, line.Text, false);
                context = FrameContext.Task;
            }
        }

        return facts;
    }

    static StackTrace Open(SectionFacts facts, string heading, bool isCallTrace)
    {
        StackTrace trace = new(heading, isCallTrace);
        facts.Traces.Add(trace);
        return trace;
    }

    // "Freed by task 12:", "stack backtrace:", "{HARDIRQ-ON-W} state was registered at:", "-> #1 (&lock){…}:", "page last allocated via order 0, …"
    static bool IsHeading(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.EndsWith(":", StringComparison.Ordinal) || text.StartsWith("page last ", StringComparison.Ordinal)
            || text.StartsWith("-> #", StringComparison.Ordinal) || text.StartsWith("backtrace (crc", StringComparison.Ordinal);
    }

    static void Take(SectionFacts facts, StackTrace trace, ProgramCounterLine pc, ReportLine line)
    {
        if (pc.UserSide || pc.ReturnAddress || pc.Epilogue)
            return;
        if (facts.Location is null)
        {
            facts.Location = pc.Location;
            facts.LocationLine = line.Line;
            facts.LocationLeads = !facts.Traces.Exists(t => t.Frames.Count > 0);
        }

        trace.Interrupted.Add((trace.Frames.Count, pc.Location));
    }

    static void Fill(SectionFacts facts, CpuLine line)
    {
        facts.Cpu ??= line.Cpu;
        facts.Pid ??= line.Pid;
        facts.Comm ??= line.Comm;
        facts.Kernel ??= line.Kernel;
        facts.Hardware ??= line.Hardware;
        facts.Taint ??= line.Taint;
        facts.TaskAddress ??= line.TaskAddress;
    }
}
