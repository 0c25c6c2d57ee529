using Stucktrace.Dump;
using Stucktrace.Reporting.Json;

namespace Stucktrace.Reporting.Dumps;

/// <summary>Tasks and stacks in JSON.</summary>
static class DumpJsonTasks
{
    internal static void Task(JsonSink json, DumpedTask task)
    {
        json.Begin();
        Identity(json, task);
        json.Number("tgid", task.Tgid);
        json.Hex("stateBits", task.State);
        json.Hex("exitState", task.ExitState);
        json.Hex("leader", task.Leader);
        json.Hex("parent", task.Parent);
        json.Hex("stack", task.Stack);
        json.Hex("mm", task.Mm);
        json.Hex("flags", task.Flags);
        json.Boolean("current", task.IsCurrent);
        json.Text("commandLine", task.CommandLine);
        json.Seconds("secondsSinceRun", task.SecondsSinceRun);
        json.Fixed("lastRunFrom", task.LastRunSource.Kebab());
        json.Seconds("secondsQueued", task.SecondsQueued);
        json.End();
    }

    internal static void Stack(JsonSink json, DumpResult dump, DumpedTask task)
    {
        json.Begin();
        Identity(json, task);
        DumpedCpu? cpu = dump.Machine!.Cpus.FirstOrDefault(c => c.Current == task.Address);
        if (cpu?.Registers is { } registers)
            Registers(json, registers);
        else
            json.Null("registers");
        json.Array("frames", dump.StackOf(task), Frame);
        json.End();
    }

    internal static void Identity(JsonSink json, DumpedTask task)
    {
        json.Hex("address", task.Address);
        json.Number("pid", task.Pid);
        json.Text("comm", task.Comm);
        json.Fixed("state", task.StateLetter.ToString());
        json.Number("cpu", task.Cpu);
    }

    internal static void Frame(JsonSink json, DumpedFrame frame)
    {
        json.Begin();
        json.Text("symbol", frame.Symbol);
        json.Hex("offset", frame.Symbol is null ? null : frame.Offset);
        json.Hex("size", frame.Size == 0 ? null : frame.Size);
        json.Text("module", frame.Module);
        json.Hex("address", frame.Address);
        json.Hex("stackAddress", frame.StackAddress);
        json.Fixed("method", frame.Method.Kebab());
        json.Boolean("interrupted", frame.Interrupted);
        json.End();
    }

    static readonly string[] Names = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];

    internal static void Registers(JsonSink json, DumpedRegisters registers)
    {
        json.Begin("registers");
        json.Hex("rip", registers.InstructionPointer);
        for (int i = 0; i < Names.Length && i < registers.Values.Length; i++)
            json.Hex(Names[i], registers.Values[i]);
        json.Hex("rflags", registers.Flags);
        json.Hex("cs", registers.CodeSegment);
        json.Fixed("origin", registers.Origin.Kebab());
        json.End();
    }
}
