using System.Diagnostics;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Machine.Concrete;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Benchmarks.Machine;

/// <summary>How fast instructions are executed and loops proven, on one core: for a module with a walk over tasks, such as the founding case's.</summary>
static class MachineSpeed
{
    const ulong Items = 0xffff_8880_1000_0000;
    const int Ring = 100_000;
    const long Instructions = 200_000_000;

    // A walk round a ring with a counter beside it: mov rax,[rax]; add rcx,1; cmp dword [rax+16],esi; je out; cmp rax,rdi; jne back.
    static ReadOnlySpan<byte> Walk => [0x48, 0x8b, 0x00, 0x48, 0x83, 0xc1, 0x01, 0x39, 0x70, 0x10, 0x74, 0x05, 0x48, 0x39, 0xf8, 0x75, 0xef];

    internal static int Run(string module)
    {
        for (int round = 0; round < 3; round++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Concrete() / 1e6:F1} million instructions a second"));
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(module, _ => { })!));
        LoopFacts[] loops = [.. code.Functions.SelectMany(f => LoopAnalysis.Of(code, f))];
        Stopwatch watch = Stopwatch.StartNew();
        int rows = loops.Sum(l => LoopStudy.Of(code, l)?.Rows.Length ?? 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} scenarios of {Path.GetFileName(module)} in {watch.Elapsed.TotalSeconds:F3} s"));
        foreach (LoopFacts loop in loops.Where(l => l.Walk is not null))
        {
            (LoopOutcome outcome, double seconds) = ProveRing(code, loop);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{loop.Function.Name}, ring of {Ring}: {outcome.Kind}, period {outcome.Period}, in {seconds:F3} s"));
        }

        return 0;
    }

    static double Concrete()
    {
        SparseMemory memory = new(10_000);
        const ulong Nodes = 1000;
        for (ulong i = 0; i < Nodes; i++)
        {
            memory.Write(Items + (i * 64), 8, Items + ((i + 1) % Nodes * 64));
            memory.Write(Items + (i * 64) + 16, 4, i);
        }

        Iced.Intel.Decoder decoder = Iced.Intel.Decoder.Create(64, new Iced.Intel.ByteArrayCodeReader(Walk.ToArray()), 0xffffffffa0000000);
        var instructions = System.Collections.Immutable.ImmutableArray.CreateBuilder<Iced.Intel.Instruction>();
        while (decoder.IP < 0xffffffffa0000000 + (ulong)Walk.Length)
            instructions.Add(decoder.Decode());
        ConcreteRun run = new(instructions.ToImmutable(), memory);
        run.State.Registers[0] = Items;
        run.State.Registers[6] = 5000;
        // Time of the processor: others may be using this machine.
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long done = run.Run(Instructions);
        return done / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    // Everything that the code reads as current, argument or task leads into one ring that does not contain where it began.
    static (LoopOutcome Outcome, double Seconds) ProveRing(ModuleCode code, LoopFacts loop)
    {
        ListWalk walk = loop.Walk!;
        SparseMemory memory = new(2_000_000);
        ulong size = (ulong)Math.Max(64, (walk.NodeOffset + 0x100 + 63) & ~63L);
        for (ulong i = 0; i < Ring; i++)
            memory.Write(Items + (i * size) + (ulong)walk.NodeOffset, 8, Items + (i + 1 == Ring ? size : (i + 1) * size) + (ulong)walk.ContainerAdjustment);
        foreach (ExitCondition exit in loop.Exits.Where(e => e.Field is not null))
        {
            for (ulong i = 0; i < Ring; i++)
                memory.Write(Items + (i * size) + (ulong)exit.Field!.Offset, 4, 1);
        }

        ModuleRun run = new(code, memory);
        for (int i = 0; i < 16; i++)
            run.State.Registers[i] = 0x7777;
        run.State.Registers[4] = 0xffff_c900_0010_0000;
        if (walk.Cursor.IsRegister)
            run.State.Registers[walk.Cursor.Index] = Items + (ulong)(walk.CursorIsNode ? walk.ContainerAdjustment : 0);
        Stopwatch watch = Stopwatch.StartNew();
        run.Begin(loop.Head);
        LoopOutcome outcome = new LoopTrial(run, code, code.GraphOf(loop.Function), loop.Loop, TrialLimits.Default).Run();
        return (outcome, watch.Elapsed.TotalSeconds);
    }
}
