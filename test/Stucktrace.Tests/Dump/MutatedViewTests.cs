using System.Globalization;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.Tests.Vmcore;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Dumps;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Tests.Dump;

/// <summary>Words of a machine's memory changed at random: every view still comes to its end.</summary>
public class MutatedViewTests
{
    static readonly ulong[] Nasty = [0, 1, 7, 0xffff_ffff, ulong.MaxValue, 0x8000_0000_0000_0000, 0xdead_0000_0000_0100, 0x0000_7fff_ffff_f000, 0xffff_ffff_8000_0000];

    static ShapedMachine Machine()
    {
        ShapedMachine shaped = new("6.12", layouts =>
        {
            layouts["task_struct"]["rcu_node_entry"] = (0x700, 16);
            layouts["task_struct"]["pid_links"] = (0x900, 64);
            layouts["mutex"] = new(StringComparer.Ordinal) { ["owner"] = (0, 8), ["wait_list"] = (16, 16) };
            layouts["mutex_waiter"] = new(StringComparer.Ordinal) { ["list"] = (0, 16), ["task"] = (16, 8) };
            layouts["mm_struct"] = new(StringComparer.Ordinal) { ["pgd"] = (0, 8), ["arg_start"] = (8, 8), ["arg_end"] = (16, 8) };
            layouts["module_memory"] = new(StringComparer.Ordinal) { ["base"] = (0, 8), ["size"] = (8, 4) };
            layouts["module"]["mem"] = (320, 7 * 64);
            layouts["module"]["sect_attrs"] = (240, 8);
            layouts["module"]["kallsyms"] = (248, 8);
            layouts["module_sect_attrs"] = new(StringComparer.Ordinal) { ["nsections"] = (40, 4), ["attrs"] = (48, 64) };
            layouts["module_sect_attr"] = new(StringComparer.Ordinal) { ["name"] = (40, 8), ["address"] = (48, 8) };
            layouts["mod_kallsyms"] = new(StringComparer.Ordinal) { ["symtab"] = (0, 8), ["num_symtab"] = (8, 4), ["strtab"] = (16, 8), ["typetab"] = (24, 8) };
            layouts["pid"] = new(StringComparer.Ordinal) { ["tasks"] = (16, 32) };
            layouts["pid_namespace"] = new(StringComparer.Ordinal) { ["idr.idr_rt.xa_head"] = (24, 8) };
            layouts["xa_node"] = new(StringComparer.Ordinal) { ["slots"] = (40, 512) };
            layouts["timer_base"] = new(StringComparer.Ordinal) { ["clk"] = (8, 8), ["vectors"] = (64, 64) };
            layouts["timer_list"] = new(StringComparer.Ordinal) { ["entry"] = (0, 16), ["expires"] = (16, 8), ["function"] = (24, 8) };
            layouts["worker_pool"] = new(StringComparer.Ordinal) { ["id"] = (0, 4), ["worklist"] = (16, 16) };
            layouts["work_struct"] = new(StringComparer.Ordinal) { ["entry"] = (8, 16), ["func"] = (24, 8) };
        });
        // One of everything, so that a changed word has something to break.
        ulong module = shaped.Kernel.Allocate(1024), own = shaped.Kernel.Allocate(64), sections = shaped.Kernel.Allocate(256), root = shaped.Kernel.Allocate(640), pid = shaped.Kernel.Allocate(64);
        shaped.Kernel.Append(shaped.Modules, module + 8);
        shaped.Kernel.Write(module + 24, "agent_mod\0"u8);
        shaped.Kernel.Write(module + 240, sections);
        shaped.Kernel.Write(module + 248, own);
        shaped.Kernel.Write(own, module);
        shaped.Kernel.Write(own + 8, 8);
        shaped.Kernel.Write(own + 16, module);
        shaped.Kernel.Write(sections + 40, 2);
        shaped.Kernel.Write(pid + 16, shaped.TaskOf(10) + 0x900);
        shaped.Kernel.Write(root + 80, pid);
        shaped.Kernel.Write(shaped.Kernel.Data("init_pid_ns", 64) + 24, root | 2);
        ulong mutex = shaped.Kernel.Allocate(64), sleeper = shaped.TaskOf(133), waiter = shaped.Kernel.Read(shaped.Task(sleeper, "thread.sp"), 8) + 0x80;
        shaped.Kernel.Set("task_struct", sleeper, "__state", 2);
        shaped.Kernel.Write(mutex, shaped.TaskOf(120) | 1);
        shaped.Kernel.Point(mutex + 16, mutex + 16);
        shaped.Kernel.Point(waiter, waiter);
        shaped.Kernel.Append(mutex + 16, waiter);
        shaped.Kernel.Write(waiter + 16, sleeper);
        shaped.Kernel.PerCpu("timer_bases", 256);
        shaped.Kernel.PerCpu("cpu_worker_pools", 128);
        shaped.Kernel.Write(shaped.Kernel.Data("jiffies_64", 8), 0xffff_1234UL);
        return shaped;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void EveryViewComesToItsEnd(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 8; round++)
        {
            ShapedMachine shaped = Machine();
            DumpWriter dump = shaped.Kernel.Finish();
            ulong[] frames = [.. dump.Pages.Keys.Where(f => f * 4096 > shaped.Kernel.Shape.Physical + 0x80_0000)];
            for (int i = 0; i < 400; i++)
            {
                byte[] page = dump.Pages[frames[random.Next(frames.Length)]];
                int at = random.Next(512) * 8;
                // Words that mean something are changed first: those that are not zero, or any.
                for (int tries = 0; tries < 16 && BitConverter.ToUInt64(page, at) == 0; tries++)
                    at = random.Next(512) * 8;
                ulong other = shaped.Kernel.Shape.DirectMap + frames[random.Next(frames.Length)] * 4096 + (ulong)random.Next(512) * 8;
                BitConverter.TryWriteBytes(page.AsSpan(at), random.Next(2) == 0 ? other : Nasty[random.Next(Nasty.Length)]);
            }

            List<InputDiagnostic> said = [];
            if (DumpedKernel.Find(new ShapedDump(dump), null, ReadLimits.Default, said.Add) is not { } kernel)
            {
                Assert.NotEmpty(said);
                continue;
            }

            DumpReport report = new();
            DumpResult result = new("dump", DumpedMachine.Read(kernel, report.Add), report);
            foreach (DumpView view in Enum.GetValues<DumpView>())
            {
                using StringWriter text = new(CultureInfo.InvariantCulture);
                DumpText.Write(result, view, [], text, Language.English, new TextStyle(100));
                DumpJson.Write(result, view, [], null, Stream.Null, Language.Chinese);
            }

            Assert.All(result.Diagnostics, d => Assert.DoesNotContain('«', d.Message.Render(Language.Chinese)));
        }
    }
}
