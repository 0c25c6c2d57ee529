using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>Says of every loop of a function what it does, how it ends, and what is suspicious about it.</summary>
public static class LoopAnalysis
{
    [ThreadStatic]
    static ExpressionPool? _pool;

    /// <summary>The loops of a function, inner ones before those around them.</summary>
    /// <param name="code">The module.</param>
    /// <param name="function">The function.</param>
    /// <param name="types">Names of fields, where there are any.</param>
    public static ImmutableArray<LoopFacts> Of(ModuleCode code, Function function, TypeInfo? types = null) => Of(code, code.GraphOf(function), types);

    static ImmutableArray<LoopFacts> Of(ModuleCode code, ControlFlowGraph graph, TypeInfo? types)
    {
        if (graph.Loops.IsEmpty)
            return [];
        if (graph.Blocks.Length > ReadLimits.MaxFollowedBlocks)
            return [.. graph.Loops.Select(loop => NotFollowed(graph, loop))];
        var scan = new LoopScan(code);
        scan.Start(graph);

        // The table of formulas is used again by the next function; the formulas themselves belong to the facts.
        ExpressionPool pool = _pool ??= new ExpressionPool();
        var run = new FunctionRun(code, graph, pool, scan);
        run.Run();
        var names = new ValueNames(code.Image);
        ImmutableArray<LoopFacts>.Builder all = ImmutableArray.CreateBuilder<LoopFacts>(run.Loops.Count);
        foreach (LoopRun loop in run.Loops)
            all.Add(loop.Loop.Exits.Length > ReadLimits.MaxLoopExits ? NotFollowed(graph, loop.Loop) : Read(code, run, loop, names, types));
        return all.MoveToImmutable();
    }

    // Without types, the list of all tasks is still known by the order of fields; then say so.
    static LoopFacts Named(LoopFacts facts)
    {
        if (facts.Walk is not { NodeName.Path: null, ContainerAdjustment: > 0 } walk || (walk.StartKind != StartKind.Current && walk.SentinelName != "init_task"))
            return facts;
        return TaskNodes.RoleOf(facts, walk) != TaskNode.Tasks
            ? facts
            : facts with
            {
                Walk = walk with
                {
                    NodeName = new FieldName("task_struct", walk.Direction == WalkDirection.Backward ? "tasks.prev" : "tasks.next", walk.NodeOffset, FieldNameSource.FieldOrder),
                },
            };
    }

    static LoopFacts NotFollowed(ControlFlowGraph graph, NaturalLoop loop) => new()
    {
        Function = graph.Function,
        Loop = loop,
        Head = graph.Blocks[loop.Header].Start,
        Kind = LoopKind.Unknown,
        IsUnderstood = false,
    };

    static LoopFacts Read(ModuleCode code, FunctionRun run, LoopRun loop, ValueNames names, TypeInfo? types)
    {
        List<ExitShape> shapes = ExitShape.Of(loop, run);
        var walks = new WalkReader(loop, shapes, names, types) { Pool = run.Pool };
        ListWalk? walk = loop.Loop.IsIrreducible ? null : walks.Read();
        if (walk is not null)
            walk = walk with { NodeName = walks.FieldAt(walks.Shape!.InNode, walk) };
        var steps = new StepReader(loop, names);
        ImmutableArray<ExitCondition> exits = new ExitReader(loop, walks, walk, names, steps).Read(shapes);
        ImmutableArray<LoopCall> calls = CallReader.Read(code, loop);
        var facts = new LoopFacts
        {
            Function = loop.Graph.Function,
            Loop = loop.Loop,
            Head = loop.Head,
            Kind = KindReader.Read(loop, walk, exits, calls),
            Walk = walk,
            Variables = [.. loop.Variables.Values.Where(v => v.Updates.Length > 0 && !v.Updates.Any(u => u.Kind == ExpressionKind.Unknown))],
            Exits = exits,
            Calls = calls,
            Context = ContextReader.Read(code, loop),
            Identity = LoopIdentity.Of(loop.Graph, loop.Loop),
            Reschedules = CallReader.Reschedules(loop, calls),
            IsUnderstood = run.IsComplete && !loop.Loop.IsIrreducible,
        };
        return Named(facts) with { Suspicions = SuspicionRules.Of(facts, loop, code, names) };
    }
}
