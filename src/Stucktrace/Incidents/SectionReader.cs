using Stucktrace.Incidents.Parsing;
using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>Reads a section's lines with the line parsers.</summary>
static class SectionReader
{
    public static SectionFacts Read(ReportSection section)
    {
        SectionFacts facts = new(section) { Cpu = section.Cpu, Pid = section.Pid };
        FrameContext context = FrameContext.Task;
        bool traceDone = false;
        foreach (ReportLine line in section.Lines)
        {
            if (FrameParser.TryParse(line.Text, out FrameLine frame))
            {
                if (frame.StartsTrace)
                {
                    traceDone = facts.Frames.Count > 0;
                    context = FrameContext.Task;
                }

                context = frame.Context ?? context;
                if (frame.Location is { } location && !traceDone)
                    facts.Frames.Add(new StackFrame(location, frame.Reliable, context, frame.Inline, line.Line));
                continue;
            }

            if (ProgramCounterParser.TryParse(line.Text, out ProgramCounterLine pc))
            {
                if (pc.UserSide || pc.ReturnAddress || pc.Epilogue)
                    continue;
                if (facts.Location is null)
                {
                    facts.Location = pc.Location;
                    facts.LocationLine = line.Line;
                }

                facts.Interrupted.Add((facts.Frames.Count, pc.Location));
                continue;
            }

            if (CpuLineParser.TryParse(line.Text, line.Line, out CpuLine cpu))
                Fill(facts, cpu);
        }

        return facts;
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
