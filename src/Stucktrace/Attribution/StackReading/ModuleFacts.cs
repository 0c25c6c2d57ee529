using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Which modules are not part of the kernel's own build (ST1201), and which of them only left traces on the stack (ST1103).</summary>
static class ModuleFacts
{
    const int MostNamed = 12;

    public static void Read(Report report, FindingList facts)
    {
        ModuleEntry[] foreign = [.. report.Modules.Where(m => m.ThirdParty)];
        if (foreign.Length == 0)
            return;
        bool old = KernelRelease.Parse(report.Kernel) is { Major: 2 };
        string names = string.Join(", ", foreign.Take(MostNamed).Select(m => m.Flags.Length == 0 ? m.Name : $"{m.Name}({m.Flags.Replace("|", ")(", StringComparison.Ordinal)})"));
        bool unsigned = old && foreign.All(m => m.Flags.Contains('U', StringComparison.Ordinal));
        facts.Add("ST1201", Message.Of(unsigned ? "fact.modules.unsigned" : "fact.modules.third-party", foreign.Length, names, foreign.Length > MostNamed ? ", …" : "", report.Modules.Length),
            Confidence.Strong, 40, foreign.Select(m => m.Line), foreign.Take(3).Select(m => $"modinfo -F license -F vermagic {m.Name}").ToArray());
        ReadStale(report, foreign, facts);
    }

    // A module whose functions stand only in frames that are left over did something earlier on this stack; that is no sign of guilt.
    static void ReadStale(Report report, ModuleEntry[] foreign, FindingList facts)
    {
        foreach (ModuleEntry module in foreign)
        {
            if (module.Name == report.Location?.Module || module.Name == report.GuiltyModule)
                continue;
            StackFrame[] frames = [.. report.Frames.Where(f => f.Location.Module == module.Name)];
            if (frames.Length == 0 || frames.Any(f => f.Reliable || f.Judged == FrameJudgement.Caller))
                continue;
            bool stale = frames.All(f => f.Judged == FrameJudgement.Stale);
            string names = string.Join(", ", frames.Select(f => f.Location.Symbol).OfType<string>().Distinct().Take(4));
            facts.Add("ST1103", Message.Of(stale ? "fact.stale.module" : "fact.stale.module-unknown", module.Name, names, frames[0].Why), stale ? Confidence.Likely : Confidence.Possible, 55,
                frames.Select(f => f.Line));
        }
    }
}
