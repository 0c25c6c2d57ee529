using System.Globalization;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Reproduction.Recipes;

namespace Stucktrace.Reproduction.StandIns;

/// <summary>Writes the source of a stand-in: the facts of the bug and of the kernel in front, and the code that is made of them.</summary>
static class StandInSource
{
    /// <summary>The name of the module that stands in for another.</summary>
    internal static string NameOf(StandInFacts facts)
    {
        string name = string.Concat(facts.Module.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return (name.Length > 40 ? name[..40] : name) + "_standin";
    }

    /// <summary>The source.</summary>
    /// <param name="facts">The bug.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="text">Turns a message into a sentence.</param>
    internal static string Of(StandInFacts facts, KernelFacts kernel, Func<Message, string> text)
    {
        StringBuilder output = new();
        SourceText.Comment(output, [text(Message.Of("standin.head", facts.Module, kernel.Release)), text(Message.Of("standin.head-how"))], 140);
        SourceText.Comment(output, [text(Message.Of("standin.of-module", facts.Module))], 140);
        Define("ORIGINAL", SourceText.Quoted(facts.Module));
        Define("NAME", SourceText.Quoted(NameOf(facts)));
        Define("SYSTEM_CALL", SourceText.Quoted(facts.SystemCall));
        Define("ENTRY", facts.Entry);
        Define("WALK", facts.Walk == facts.Entry ? facts.Walk + "_walk" : facts.Walk);
        Define("WANTED", Number(facts.Wanted));
        Define("NEXT", facts.Backward ? "8" : "0");
        Define("IN_READ_SIDE", facts.HoldsUpGracePeriods && kernel.HasReadLock ? "1" : "0");
        SourceText.Comment(output, [text(Message.Of("standin.of-kernel", kernel.Release))], 140);
        Define("VERMAGIC", SourceText.Quoted(kernel.Vermagic));
        Define("CURRENT_SYMBOL", kernel.CurrentSymbol);
        Define("TASKS", Number(kernel.Tasks));
        Define("PID", Number(kernel.Pid));
        Define("LEADER", Number(kernel.Leader));
        Define("PROBE_SIZE", Number(kernel.ProbeSize));
        Define("PROBE_SYMBOL", Number(kernel.ProbeSymbol));
        Define("PROBE_HANDLER", Number(kernel.ProbeHandler));
        Define("MODULE_SIZE", Number(kernel.Model.Size));
        Define("MODULE_INIT", Number((long)kernel.Model.InitField!.Value));
        Define("MODULE_EXIT", Number((long)kernel.Model.ExitField!.Value));
        Define("VERSIONS", string.Join(", ", kernel.Versions.Select(v => $"{{ {Number(v.Crc)}, {SourceText.Quoted(v.Name)} }}")));
        Define("HAS_VERSIONS", kernel.Versions.IsEmpty ? "0" : "1");

        return output.Append('\n').Append(RecipeFile.Text("standin.c")).ToString();

        void Define(string name, string value) => output.Append("#define ").Append(name).Append(' ').Append(value).Append('\n');
    }

    static string Number(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
}
