using System.Globalization;
using Iced.Intel;
using Stucktrace.Code;

namespace Stucktrace.Reporting.Listing;

/// <summary>Makes the annotated listing of a function or of one of its loops: instructions with names, arrows, exits and notes.</summary>
public static class ListingBuilder
{
    const int Before = 6;
    const int Behind = 2;
    const int MostLanes = 6;
    const int MostRows = 2000;

    /// <summary>Lists a function.</summary>
    /// <param name="code">The module.</param>
    /// <param name="function">The function.</param>
    /// <param name="options">What to show.</param>
    public static IReadOnlyList<ListingRow> Build(ModuleCode code, Function function, ListingOptions options)
    {
        ControlFlowGraph graph = code.GraphOf(function);
        List<int> shown = Choose(graph, options);
        Dictionary<ulong, int> rowOf = [];
        for (int row = 0; row < shown.Count; row++)
            rowOf[graph.Instructions[shown[row]].IP] = row;

        string[] lanes = ArrowLanes.Draw(shown.Count, Arrows(graph, shown, rowOf), MostLanes);
        InstructionText text = new(address => NameOf(code, function, address));
        ListingNotes notes = new(code, function, options);
        List<ListingRow> rows = [];
        for (int row = 0; row < shown.Count; row++)
        {
            Instruction instruction = graph.Instructions[shown[row]];
            bool inLoop = options.Loop is { } loop && loop.Loop.Contains(graph.BlockOf(shown[row]).Id);
            rows.Add(new ListingRow
            {
                Address = instruction.IP,
                Place = PlaceOf(function, instruction.IP),
                Text = text.Of(instruction),
                Bytes = Convert.ToHexStringLower(code.Image.BytesAt(instruction.IP, instruction.Length)),
                Lane = lanes[row],
                IsHere = options.Here == instruction.IP,
                IsExit = notes.ExitAt(instruction.IP) is not null,
                InLoop = inLoop,
                Note = notes.Of(instruction, inLoop),
            });
        }

        return rows;
    }

    /// <summary>Place of an address in its function: <c>+0x1d</c>; of a cold part, the distance from the part with its section's name.</summary>
    /// <param name="function">The function.</param>
    /// <param name="address">The address.</param>
    public static string PlaceOf(Function function, ulong address)
    {
        if (function.Ranges[0].Contains(address))
            return string.Create(CultureInfo.InvariantCulture, $"+0x{address - function.Entry:x}");
        foreach (CodeRange range in function.Ranges)
        {
            if (range.Contains(address))
                return string.Create(CultureInfo.InvariantCulture, $"cold+0x{address - range.Start:x}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");
    }

    /// <summary>What people call an address: a place in the function itself, else symbol and distance.</summary>
    internal static string? NameOf(ModuleCode code, Function function, ulong address)
    {
        if (function.Contains(address))
            return PlaceOf(function, address);
        if (code.FunctionAt(address) is { } other && other.Entry == address)
            return other.Name;
        return code.Image.Describe(address)?.Text;
    }

    static List<int> Choose(ControlFlowGraph graph, ListingOptions options)
    {
        if (!options.OnlyLoop || options.Loop is not { } loop)
            return [.. Enumerable.Range(0, Math.Min(graph.Instructions.Length, MostRows))];

        SortedSet<int> chosen = [];
        foreach (int id in loop.Loop.Blocks)
        {
            BasicBlock block = graph.Blocks[id];
            for (int i = 0; i < block.InstructionCount; i++)
                chosen.Add(block.FirstInstruction + i);
        }

        // What leads into the loop, and where it leads to, for orientation.
        int first = chosen.Min, last = chosen.Max;
        for (int i = Math.Max(0, first - Before); i < first; i++)
            chosen.Add(i);
        for (int i = last + 1; i <= Math.Min(graph.Instructions.Length - 1, last + Behind); i++)
            chosen.Add(i);
        return [.. chosen.Take(MostRows)];
    }

    static IEnumerable<Arrow> Arrows(ControlFlowGraph graph, List<int> shown, Dictionary<ulong, int> rowOf)
    {
        for (int row = 0; row < shown.Count; row++)
        {
            Instruction instruction = graph.Instructions[shown[row]];
            if (instruction.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch
                && rowOf.TryGetValue(instruction.NearBranchTarget, out int target))
                yield return new Arrow(row, target);
        }
    }
}
