using Stucktrace.Incidents;

namespace Stucktrace.Reporting.Json;

/// <summary>A report of the log in JSON.</summary>
static class JsonReportParts
{
    internal static void Report(JsonSink json, Report report)
    {
        json.Begin();
        json.Fixed("id", report.Id);
        json.Fixed("kind", report.Kind.Name());
        json.Text("title", report.Title);
        json.Number("input", report.Input);
        json.Number("firstLine", report.FromMemory ? null : report.FirstLine);
        json.Number("lastLine", report.FromMemory ? null : report.LastLine);
        json.Time("time", report.Time);
        json.Text("host", report.Host);
        json.Number("boot", report.Boot);
        json.Text("kernel", report.Kernel);
        json.Fixed("arch", report.Architecture.Name());
        json.Number("cpu", (long?)report.Cpu);
        json.Number("pid", (long?)report.Pid);
        json.Text("comm", report.Comm);
        json.Number("seconds", (long?)report.Seconds);
        Location(json, "location", report.Location);
        json.Text("guiltySymbol", report.GuiltySymbol);
        json.Text("guiltyModule", report.GuiltyModule);
        json.Array("frames", report.Frames, Frame);
        Registers(json, "registers", report.Registers);
        json.Array("modules", report.Modules, Module);
        json.Text("taint", report.Taint?.Text);
        json.Text("damaged", report.Damaged);
        json.Fixed("sameAs", report.SameAs);
        More(json, report);
        json.End();
    }

    /// <summary>What came after the first layout; new fields go to the end.</summary>
    static void More(JsonSink json, Report report)
    {
        json.Fixed("partOf", report.PartOf);
        json.Fixed("timePrinted", TimeText.Printed(report.Time));
        json.Text("hardware", report.Hardware);
        json.Text("taskState", report.TaskState?.ToString());
        json.Hex("taskAddress", report.TaskAddress);
        json.Hex("faultAddress", report.FaultAddress);
        Location(json, "workFunction", report.WorkFunction);
        SystemCall(json, report.SystemCall);
        Registers(json, "userRegisters", report.UserRegisters);
        json.Array("locksHeld", report.LocksHeld, Lock);
        LikelyOwner(json, report.BlockedOn);
        Rcu(json, report.Rcu);
        json.Text("lastUnloaded", report.LastUnloaded);
        json.Boolean("isCopy", report.IsCopy);
        if (report.FromMemory)
            json.Boolean("fromMemory", true);
    }

    static void Location(JsonSink json, string name, CodeLocation? location)
    {
        if (location is null)
        {
            json.Null(name);
            return;
        }

        json.Begin(name);
        LocationFields(json, location);
        json.End();
    }

    static void LocationFields(JsonSink json, CodeLocation location)
    {
        json.Text("symbol", location.Symbol);
        json.Number("offset", location.Offset);
        json.Number("size", location.Size);
        json.Text("module", location.Module);
        json.Hex("address", location.Address);
    }

    static void Frame(JsonSink json, StackFrame frame)
    {
        json.Begin();
        LocationFields(json, frame.Location);
        json.Fixed("marked", frame.Reliable ? "reliable" : "unreliable");
        json.Fixed("judged", frame.Judged switch { FrameJudgement.Caller => "caller", FrameJudgement.Stale => "stale", _ => "unknown" });
        json.Text("why", frame.Why);
        json.Fixed("context", frame.Context switch { FrameContext.Interrupt => "interrupt", FrameContext.Exception => "exception", _ => "task" });
        json.Number("line", frame.Line);
        json.End();
    }

    static void Registers(JsonSink json, string name, RegisterFile registers)
    {
        json.Begin(name);
        foreach ((string register, ulong value) in registers.Values)
            json.Hex(register, value);
        json.End();
    }

    static void Module(JsonSink json, ModuleEntry module)
    {
        json.Begin();
        json.Text("name", module.Name);
        json.Text("flags", module.Flags);
        json.Boolean("thirdParty", module.ThirdParty);
        json.End();
    }

    static void SystemCall(JsonSink json, SystemCall? call)
    {
        if (call is null)
        {
            json.Null("systemCall");
            return;
        }

        json.Begin("systemCall");
        json.Number("number", (long)call.Number);
        json.Text("name", call.Name);
        json.Array("arguments", call.Arguments, static (sink, argument) =>
        {
            sink.Begin();
            sink.Text("name", argument.Name);
            sink.Text("value", argument.Value);
            sink.End();
        });
        json.End();
    }

    static void Lock(JsonSink json, HeldLock held)
    {
        json.Begin();
        json.Text("comm", held.Comm);
        json.Number("pid", (long?)held.Pid);
        json.Text("name", held.Name);
        json.Hex("address", held.Address);
        Location(json, "at", held.At);
        json.End();
    }

    static void LikelyOwner(JsonSink json, LikelyOwner? owner)
    {
        if (owner is null)
        {
            json.Null("blockedOn");
            return;
        }

        json.Begin("blockedOn");
        json.Text("lock", owner.LockKind);
        json.Text("relation", owner.Relation);
        json.Text("comm", owner.Comm);
        json.Number("pid", (long?)owner.Pid);
        json.End();
    }

    static void Rcu(JsonSink json, RcuStall? stall)
    {
        if (stall is null)
        {
            json.Null("rcu");
            return;
        }

        json.Begin("rcu");
        json.Text("flavour", stall.Flavour);
        json.Boolean("expedited", stall.Expedited);
        json.Boolean("selfDetected", stall.SelfDetected);
        json.Array("stalledCpus", stall.StalledCpus, static (sink, cpu) => sink.Integer(cpu));
        json.Array("blockedTasks", stall.BlockedTasks, static (sink, pid) => sink.Integer(pid));
        json.Number("detectedBy", (long?)stall.DetectedBy);
        json.Number("jiffies", stall.Jiffies);
        json.Number("kthreadStarvedJiffies", stall.KthreadStarvedJiffies);
        json.End();
    }
}
