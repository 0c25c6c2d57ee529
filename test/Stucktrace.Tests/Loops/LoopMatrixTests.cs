using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Loops;

/// <summary>Every shape of Sources/shapes.c, as each compiler makes it: loop, cursor, node offset, start, sentinel and exits right, and no correct loop suspicious.</summary>
public class LoopMatrixTests
{
    static readonly string[] Levels = ["-O1", "-O2", "-O3", "-Os"];

    public static TheoryData<string, string, bool, bool> Builds()
    {
        TheoryData<string, string, bool, bool> builds = [];
        foreach (string compiler in (string[])["gcc", "clang"])
        {
            foreach (string level in Levels)
            {
                foreach (bool framePointer in (bool[])[false, true])
                {
                    builds.Add(compiler, level, framePointer, false);
                    builds.Add(compiler, level, framePointer, true);
                }
            }
        }

        return builds;
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void LoopsAreReadRight(string compiler, string level, bool framePointer, bool retpoline)
    {
        Assert.SkipUnless(Toolchain.Has(compiler) && Toolchain.Has("ld"), $"needs {compiler} and ld");
        string[] thunks = compiler == "gcc"
            ? ["-mindirect-branch=thunk-extern", "-mindirect-branch-register", "-mfunction-return=thunk-extern"]
            : ["-mretpoline-external-thunk"];
        byte[] bytes = Toolchain.Build(
            Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "Loops", "Sources"), compiler, ["shapes.c", "innocents.c", "module.c"],
            [level, framePointer ? "-fno-omit-frame-pointer" : "-fomit-frame-pointer", .. retpoline ? thunks : []]);
        ModuleFile? file = ModuleFile.Read(bytes, "shapes.ko", _ => { });
        Assert.NotNull(file);
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(file));
        List<string> wrong = [];
        foreach (LoopShape shape in LoopShapes.All)
            Check(code, shape, wrong);
        HashSet<string> faulty = [.. LoopShapes.All.Where(s => s.Suspicion is not null).Select(s => s.Function)];
        foreach (LoopFacts facts in code.Functions.Where(f => !faulty.Contains(f.Name)).SelectMany(f => LoopAnalysis.Of(code, f)))
            wrong.AddRange(facts.Suspicions.Select(s => $"{facts.Function.Name}: {s.Kind} is wrong, not right"));
        Assert.True(wrong.Count == 0, $"{compiler} {level}\n{string.Join('\n', wrong)}");
    }

    static void Check(ModuleCode code, LoopShape shape, List<string> wrong)
    {
        Function? function = code.Find(shape.Function);
        ImmutableArray<LoopFacts> loops = function is null ? [] : LoopAnalysis.Of(code, function);
        LoopFacts[] candidates = [.. loops.Where(l => l.Loop.Depth == shape.Depth)];
        if (candidates.Length == 0)
        {
            wrong.Add($"{shape}: no loop");
            return;
        }

        // A compiler may peel or double a loop: then each copy has to be right.
        foreach (LoopFacts facts in candidates)
        {
            Is(shape.Kind, facts.Kind, "kind");
            if (shape.Node is not null)
                CheckWalk(facts);
            Is(string.Join(',', shape.Exits.Order()), string.Join(',', facts.Exits.Select(e => e.Meaning).Distinct().Order()), "exits");
            Is(shape.Suspicion?.ToString() ?? string.Empty, string.Join(',', facts.Suspicions.Select(s => s.Kind)), "suspicions");
        }

        void CheckWalk(LoopFacts facts)
        {
            if (facts.Walk is not { } walk)
            {
                wrong.Add($"{shape}: no walk");
                return;
            }

            // Where only the node is known (or an object that could begin with it), offsets count from it.
            long origin = walk.ContainerAdjustment == 0 && (walk.CursorIsNode || walk.NodeOffset == 0) ? shape.Node!.Value : 0;
            long inNode = shape.Direction == WalkDirection.Backward ? 8 : 0;
            Is(shape.Node!.Value + inNode - origin, walk.NodeOffset, "node");
            Is(shape.Direction, walk.Direction, "direction");
            Is(shape.Start, walk.StartKind, "start");
            Is(shape.Sentinel, walk.SentinelKind, "sentinel");
            foreach (ExitCondition exit in facts.Exits.Where(e => e.Field is not null))
                Is(shape.Field - origin, exit.Field!.Offset, "field");
        }

        void Is<T>(T expected, T actual, string what)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                wrong.Add($"{shape}: {what} is {actual}, not {expected}");
        }
    }
}
