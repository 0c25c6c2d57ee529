using Stucktrace.Incidents;
using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Tests.Parsing;

public class FrameParserTests
{
    [Theory]
    // text, symbol, offset, size, module, address, reliable
    [InlineData(" [<ffffffffa02ae19c>] ? new_sys_kill+0x5c/0x220 [dirpro]", "new_sys_kill", 0x5c, 0x220, "dirpro", 0xffffffffa02ae19c, false)]
    [InlineData(" [<ffffffff810a6608>] synchronize_sched+0x58/0x60", "synchronize_sched", 0x58, 0x60, null, 0xffffffff810a6608, true)]
    [InlineData(" new_sys_kill+0x67/0x88 [dirpro_rcu]", "new_sys_kill", 0x67, 0x88, "dirpro_rcu", 0, true)]
    [InlineData(" ? do_syscall_64+0x55/0xb0", "do_syscall_64", 0x55, 0xb0, null, 0, false)]
    [InlineData("do_syscall_64+0x55/0xb0", "do_syscall_64", 0x55, 0xb0, null, 0, true)]
    [InlineData(" [<c0405f5b>] show_trace_log_lvl+0x1a/0x2f", "show_trace_log_lvl", 0x1a, 0x2f, null, 0xc0405f5b, true)]
    [InlineData(" [<ffffffff88a8c3a0>] :ext3:ext3_sync_fs+0x10/0x30", "ext3_sync_fs", 0x10, 0x30, "ext3", 0xffffffff88a8c3a0, true)]
    [InlineData(" <IRQ>  [<ffffffff8006b2a5>] softlockup_tick+0xd5/0xe7", "softlockup_tick", 0xd5, 0xe7, null, 0xffffffff8006b2a5, true)]
    [InlineData("Call Trace: <IRQ>  [<ffffffff8006b2a5>] softlockup_tick+0xd5/0xe7", "softlockup_tick", 0xd5, 0xe7, null, 0xffffffff8006b2a5, true)]
    [InlineData(" <EOI>  [<ffffffff81008f20>] ? do_softirq+0x65/0xa0", "do_softirq", 0x65, 0xa0, null, 0xffffffff81008f20, false)]
    [InlineData("[<c0101234>] (foo_irq) from [<c0109abc>] (bar+0x10/0x20)", "bar", 0x10, 0x20, null, 0xc0109abc, true)]
    [InlineData("[<c0101234>] (foo_irq+0x0/0x18) from [<bf000abc>] (bar+0x10/0x20 [mod])", "bar", 0x10, 0x20, "mod", 0xbf000abc, true)]
    [InlineData(" unwind_backtrace from show_stack+0x10/0x14", "show_stack", 0x10, 0x14, null, 0, true)]
    [InlineData(" fn from hook+0x10/0x14 [mod]", "hook", 0x10, 0x14, "mod", 0, true)]
    [InlineData(" spin+0x1c/0x40 [mod 0123456789abcdef0123456789abcdef01234567]", "spin", 0x1c, 0x40, "mod", 0, true)]
    [InlineData(" show_stack+0x18/0x24 (C)", "show_stack", 0x18, 0x24, null, 0, true)]
    [InlineData("[c000000002b3f7a0] [c0000000008fa8a4] dump_stack_lvl+0x74/0xa8 (unreliable)", "dump_stack_lvl", 0x74, 0xa8, null, 0xc0000000008fa8a4, false)]
    [InlineData("[c000000002b3f7a0] [c0000000008fa8a4] .panic+0x74/0xa8", ".panic", 0x74, 0xa8, null, 0xc0000000008fa8a4, true)]
    [InlineData("([<000000000011e2a4>] show_trace+0xf8/0x158)", "show_trace", 0xf8, 0x158, null, 0x11e2a4, true)]
    [InlineData(" [<00000000001050e2>] show_stack+0x5a/0x80 ", "show_stack", 0x5a, 0x80, null, 0x1050e2, true)]
    [InlineData("[<ffffffff80003cd8>] walk_stackframe+0x0/0xa8", "walk_stackframe", 0, 0xa8, null, 0xffffffff80003cd8, true)]
    [InlineData(" walk.isra.0.cold+0x5/0x2f1 [m]", "walk.isra.0.cold", 5, 0x2f1, "m", 0, true)]
    [InlineData(" ? 0xffffffffc0374021", null, null, null, null, 0xffffffffc0374021, false)]
    [InlineData(" [<ffffffffc0374021>] 0xffffffffc0374020", null, null, null, null, 0xffffffffc0374021, true)]
    [InlineData(" [<ffffffffc0374021>]", null, null, null, null, 0xffffffffc0374021, true)]
    [InlineData(" dump_stack_lvl+0xd9/0x1b0 lib/dump_stack.c:107", "dump_stack_lvl", 0xd9, 0x1b0, null, 0, true)]
    [InlineData(" __dump_stack lib/dump_stack.c:88 [inline]", "__dump_stack", null, null, null, 0, true)]
    [InlineData(" [<     inline     >] __dump_stack lib/dump_stack.c:15", "__dump_stack", null, null, null, 0, true)]
    [InlineData(" ? kthread (kernel/kthread.c:388 (discriminator 1))", "kthread", null, null, null, 0, false)]
    [InlineData(" #5 [ffff88003a5b3e50] new_sys_kill at ffffffffa02ae19c [dirpro]", "new_sys_kill", null, null, "dirpro", 0xffffffffa02ae19c, true)]
    public void Reads_frames_of_every_era(string text, string? symbol, object? offset, object? size, string? module, ulong address, bool reliable)
    {
        Assert.True(FrameParser.TryParse(text, out FrameLine line));
        CodeLocation location = Assert.IsType<CodeLocation>(line.Location);
        Assert.Equal(symbol, location.Symbol);
        Assert.Equal(offset is null ? null : Convert.ToUInt64(offset, null), location.Offset);
        Assert.Equal(size is null ? null : Convert.ToUInt64(size, null), location.Size);
        Assert.Equal(module, location.Module);
        Assert.Equal(address, location.Address ?? 0);
        Assert.Equal(reliable, line.Reliable);
    }

    [Theory]
    [InlineData(" <IRQ>", FrameContext.Interrupt, false)]
    [InlineData(" </IRQ>", FrameContext.Task, false)]
    [InlineData(" <NMI>", FrameContext.Exception, false)]
    [InlineData(" <<EOE>>  [<ffffffff81008f20>] do_softirq+0x65/0xa0", FrameContext.Task, false)]
    [InlineData(" <#DF>  [<ffffffff81008f20>] do_softirq+0x65/0xa0", FrameContext.Exception, false)]
    [InlineData(" <TASK>", FrameContext.Task, false)]
    [InlineData(" </TASK>", FrameContext.Task, true)]
    [InlineData(" <SOFTIRQ>", FrameContext.Interrupt, false)]
    public void Knows_on_which_stack_frames_lie(string text, FrameContext context, bool ends)
    {
        Assert.True(FrameParser.TryParse(text, out FrameLine line));
        Assert.Equal(context, line.Context);
        Assert.Equal(ends, line.EndsTrace);
    }

    [Theory]
    [InlineData("Call Trace:")]
    [InlineData("Call trace:")]
    [InlineData("Backtrace: ")]
    public void Knows_headings(string text)
    {
        Assert.True(FrameParser.TryParse(text, out FrameLine line));
        Assert.True(line.StartsTrace);
        Assert.Null(line.Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RIP: 0010:get_process_name+0x50/0x100 [dirpro]")]
    [InlineData("pc : foo+0x1/0x2")]
    [InlineData("Workqueue: events work_fn [mod]")]
    [InlineData("WARNING: CPU: 0 PID: 1 at fs/inode.c:9 drop_nlink+0x99/0x9b0")]
    [InlineData("softirqs last  enabled at (9): [<ffffffff81008f20>] foo+0x1/0x2")]
    [InlineData("Code: 48 8b 00 <48> 8b 40 10")]
    [InlineData(" 0000000000000000 ffffffff81156ab9 0000000000000001")]
    [InlineData("<d> ffffffff81156ab9 0000000000000001")]
    [InlineData("RAX: 0000000000002b67 RBX: ffff88013ba5b6c8")]
    [InlineData("INFO: task crond:28259 blocked for more than 120 seconds.")]
    [InlineData("kernel BUG at mm/slub.c:3812!")]
    [InlineData(" (ptrval): ffffffff81156ab9 (foo+0x1/0x2)")]
    [InlineData("foo+0x")]
    [InlineData("[<ffffffff81156ab9ffffffff81156ab9>] foo+0x1/0x2")]
    public void Leaves_other_lines_alone(string text) => Assert.False(FrameParser.TryParse(text, out _));

    [Fact]
    public void Arm_names_the_callee_too()
    {
        Assert.True(FrameParser.TryParse("[<c010d0e0>] (unwind_backtrace) from [<c0109a7c>] (show_stack+0x10/0x14)", out FrameLine line));
        Assert.Equal("unwind_backtrace", line.Callee?.Symbol);
    }
}
