using System.Diagnostics;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Loops;

namespace Stucktrace.Benchmarks.Modules;

/// <summary>The whole analysis of every module: load, functions, graphs, dominators, loops.</summary>
static class AnalyseModules
{
    static long s_modules, s_bytes, s_functions, s_instructions, s_blocks, s_loops, s_irreducible, s_indirect, s_tables, s_notUnderstood, s_incomplete;
    static long s_load, s_find, s_graph, s_loop, s_meaning, s_understood, s_suspicious;

    internal static int Run(string folder)
    {
        long begin = Stopwatch.GetTimestamp();
        ModuleFolder.ForEach(folder, Analyse);
        double wall = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{s_modules} modules, {s_bytes / 1e6:F1} MB of code, {s_functions} functions, {s_instructions} instructions, {s_blocks} blocks, {s_loops} loops ({s_irreducible} irreducible, {s_understood} of a known kind, {s_suspicious} suspicious), {s_tables} jump tables, {s_indirect} indirect jumps, {s_notUnderstood} block ends not understood, {s_incomplete} incomplete images");
        Console.WriteLine(line);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{wall:F2} s wall; summed over threads: load {Seconds(s_load):F2} s, functions {Seconds(s_find):F2} s, graphs {Seconds(s_graph):F2} s, dominators and loops {Seconds(s_loop):F2} s, meaning of loops {Seconds(s_meaning):F2} s; processor {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F2} s, collections {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));
        return 0;
    }

    static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;

    static void Analyse(string path)
    {
        long t0 = Stopwatch.GetTimestamp();
        if (ModuleFolder.Read(path) is not { } file)
            return;
        ModuleImage image = ModuleImage.Load(file);
        long t1 = Stopwatch.GetTimestamp();
        ModuleCode code = ModuleCode.Analyze(image);
        long t2 = Stopwatch.GetTimestamp(), graphs = 0, loops = 0, meanings = 0, understood = 0, suspicious = 0;
        long instructions = 0, blocks = 0, found = 0, irreducible = 0, indirect = 0, tables = 0, unclear = 0;
        foreach (Function function in code.Functions)
        {
            long t3 = Stopwatch.GetTimestamp();
            ControlFlowGraph graph = code.GraphOf(function);
            long t4 = Stopwatch.GetTimestamp();
            _ = graph.Dominators;
            foreach (NaturalLoop loop in graph.Loops)
            {
                found++;
                irreducible += loop.IsIrreducible ? 1 : 0;
                _ = loop.Exits;
            }

            long t5 = Stopwatch.GetTimestamp();
            loops += t5 - t4;
            foreach (LoopFacts facts in LoopAnalysis.Of(code, function, null))
            {
                understood += facts.Kind == LoopKind.Unknown ? 0 : 1;
                suspicious += facts.Suspicions.IsEmpty ? 0 : 1;
            }

            meanings += Stopwatch.GetTimestamp() - t5;
            graphs += t4 - t3;
            instructions += graph.Instructions.Length;
            blocks += graph.Blocks.Length;
            foreach (BasicBlock block in graph.Blocks)
            {
                indirect += block.End == BlockEnd.IndirectJump ? 1 : 0;
                tables += block.End == BlockEnd.JumpTable ? 1 : 0;
                unclear += block.End == BlockEnd.NotUnderstood ? 1 : 0;
            }
        }

        Interlocked.Increment(ref s_modules);
        Interlocked.Add(ref s_bytes, image.Sections.Where(s => s.IsCode).Sum(s => (long)s.Size));
        Interlocked.Add(ref s_functions, code.Functions.Length);
        Interlocked.Add(ref s_instructions, instructions);
        Interlocked.Add(ref s_blocks, blocks);
        Interlocked.Add(ref s_loops, found);
        Interlocked.Add(ref s_irreducible, irreducible);
        Interlocked.Add(ref s_indirect, indirect);
        Interlocked.Add(ref s_tables, tables);
        Interlocked.Add(ref s_notUnderstood, unclear);
        Interlocked.Add(ref s_incomplete, image.IsComplete ? 0 : 1);
        Interlocked.Add(ref s_load, t1 - t0);
        Interlocked.Add(ref s_find, t2 - t1);
        Interlocked.Add(ref s_graph, graphs);
        Interlocked.Add(ref s_loop, loops);
        Interlocked.Add(ref s_meaning, meanings);
        Interlocked.Add(ref s_understood, understood);
        Interlocked.Add(ref s_suspicious, suspicious);
    }
}
