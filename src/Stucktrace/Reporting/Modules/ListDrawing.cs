using Stucktrace.Reporting.Text;
using Stucktrace.Termination.Live;

namespace Stucktrace.Reporting.Modules;

/// <summary>Draws a list as it lies in memory: the nodes that lead into the ring above it, the ring as a bracket, most of a long one folded.</summary>
static class ListDrawing
{
    const int MostTail = 8;
    const int Columns = 26;

    internal static void Write(TextSurface surface, LiveStudy study, LiveList list, Language language)
    {
        bool hasRing = !list.Ring.IsEmpty;
        HashSet<int> tail = Shown(list.Tail.Length, [0, 1, 2, list.Tail.Length - 1, list.Tail.Length - 2]);
        Rows(surface, study, list, [.. list.Tail], list.Tail.Length <= MostTail ? null : tail, "      ", string.Empty, language);
        if (!list.Tail.IsEmpty && hasRing)
            Line(surface, surface.Glyph("      ▼", "      v"));
        if (!hasRing)
        {
            Line(surface, surface.Glyph("      ▼", "      v"));
            Line(surface, "    " + language.Say($"live.list.{list.Shape.Kebab()}", Hexadecimal.Address(list.EndsAt ?? 0)));
            return;
        }

        int last = list.Ring.Length - 1;
        List<int> interesting = [0, 1, 2, last - 1, last];
        Around(list, n => n == list.Entered, interesting);
        Around(list, n => n == study.Cursor, interesting);
        Around(list, n => n == list.Broken, interesting);
        Around(list, n => n.Object != 0 && (n.Object == study.Task?.Leader || n.Object == study.Task?.Address), interesting);
        Rows(surface, study, list, [.. list.Ring], Shown(list.Ring.Length, interesting), surface.Glyph("  │   ", "  |   "), surface.Glyph("  ┌─► ", "  +-> "), language);
        Line(surface, surface.Glyph("  └── ", "  +-- ") + language.Say(list.IsTasks ? "live.list.back-tasks" : "live.list.back", list.Ring.Length));
    }

    static void Around(LiveList list, Func<ListNode, bool> wanted, List<int> interesting)
    {
        for (int i = 0; i < list.Ring.Length; i++)
        {
            if (wanted(list.Ring[i]))
                interesting.AddRange([i - 1, i]);
        }
    }

    // A single node that is left out costs as much as the line that says so.
    static HashSet<int> Shown(int count, List<int> wanted)
    {
        HashSet<int> shown = [.. wanted.Where(i => i >= 0 && i < count)];
        for (int i = 1; i < count - 1; i++)
        {
            if (shown.Contains(i - 1) && shown.Contains(i + 1))
                shown.Add(i);
        }

        return shown;
    }

    static void Rows(TextSurface surface, LiveStudy study, LiveList list, ListNode[] nodes, HashSet<int>? shown, string lead, string first, Language language)
    {
        int left = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            if (shown?.Contains(i) == false)
            {
                left++;
                continue;
            }

            if (left > 0)
                Line(surface, lead + surface.Glyph("⋮ ", ": ") + language.Say("live.list.more", left));
            left = 0;
            ListNode node = nodes[i];
            string name = node.Name ?? Hexadecimal.Address(node.Object != 0 ? node.Object : node.Link);
            string[] notes = [.. Notes(study, list, node).Select(id => language.Say(id))];
            string start = i == 0 && first.Length > 0 ? first : lead;
            surface.Block(
                [new TextRun(start, Tone.Quiet)],
                lead,
                new TextRun(notes.Length == 0 ? name : name + new string(' ', Math.Max(2, Columns - name.Length))),
                new TextRun(string.Join(language.Say("live.node.and"), notes), node.IsUnlinked || node == list.Broken ? Tone.Bad : Tone.Accent));
        }

        if (left > 0)
            Line(surface, lead + surface.Glyph("⋮ ", ": ") + language.Say("live.list.more", left));
    }

    static IEnumerable<string> Notes(LiveStudy study, LiveList list, ListNode node)
    {
        if (node.Object != 0 && node.Object == study.Task?.Address)
            yield return list.Ring.Contains(node) ? "live.node.current" : "live.node.current-outside";
        if (node.Object != 0 && node.Object == study.Task?.Leader && node.Object != study.Task.Address)
            yield return "live.node.leader";
        if (node.IsUnlinked)
            yield return "live.node.unlinked";
        if (node == list.Entered)
            yield return "live.node.entered";
        if (node == study.Cursor)
            yield return "live.node.cursor";
        if (node == list.Broken)
            yield return "live.node.broken";
    }

    static void Line(TextSurface surface, string text) => surface.Block([new TextRun(text, Tone.Quiet)], string.Empty);
}
