using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Tests.Parsing;

public class ProgramCounterParserTests
{
    [Theory]
    [InlineData("RIP: 0010:[<ffffffffa0486510>] [<ffffffffa0486510>] get_process_name+0x50/0x100 [dirpro]", "get_process_name", "dirpro", 0xffffffffa0486510, false)]
    [InlineData("RIP: 0010:get_process_name+0x45/0xa0 [dirpro_rcu]", "get_process_name", "dirpro_rcu", 0, false)]
    [InlineData("RIP: 0033:0x43e1b9", null, null, 0x43e1b9, true)]
    [InlineData("RIP: 0023:0xf7f3b549", null, null, 0xf7f3b549, true)]
    [InlineData("RIP: 0010:0xffffffffc0374021", null, null, 0xffffffffc0374021, false)]
    [InlineData("RIP: e030:[<ffffffff8100130a>]  [<ffffffff8100130a>] xen_hypercall_vcpu_op+0xa/0x20", "xen_hypercall_vcpu_op", null, 0xffffffff8100130a, false)]
    [InlineData("RIP: 0010:[<0000000000000000>]  [<          (null)>]           (null)", null, null, 0, false)]
    [InlineData("RIP  [<ffffffff81008f20>] do_softirq+0x65/0xa0", "do_softirq", null, 0xffffffff81008f20, false)]
    [InlineData("RIP: 0010:[<ffffffff88a8c3a0>]  [<ffffffff88a8c3a0>] :ext3:ext3_sync_fs+0x10/0x30", "ext3_sync_fs", "ext3", 0xffffffff88a8c3a0, false)]
    [InlineData("EIP is at ext4_fill_super+0x12/0x30 [ext4]", "ext4_fill_super", "ext4", 0, false)]
    [InlineData("EIP: ext4_fill_super+0x12/0x30", "ext4_fill_super", null, 0, false)]
    [InlineData("EIP: 0060:[<c0421b48>] EFLAGS: 00010246 CPU: 0", null, null, 0xc0421b48, false)]
    [InlineData("IP: [<ffffffffa0000010>] oops_init+0x10/0x20 [oops]", "oops_init", "oops", 0xffffffffa0000010, false)]
    [InlineData("pc : spin+0x1c/0x40 [mod]", "spin", "mod", 0, false)]
    [InlineData("PC is at spin+0x1c/0x40", "spin", null, 0, false)]
    [InlineData("NIP [c0000000000abcde] spin+0x1c/0x40", "spin", null, 0xc0000000000abcde, false)]
    [InlineData("epc : spin+0x1c/0x40", "spin", null, 0, false)]
    [InlineData("epc   : ffffffff80110b54 spin+0x1c/0x40", "spin", null, 0xffffffff80110b54, false)]
    [InlineData("Krnl PSW : 0704c00180000000 00000000001050e2 (spin+0x1c/0x40)", "spin", null, 0x1050e2, false)]
    [InlineData("User PSW : 0705000180000000 000003ffb7e1c2a4", null, null, 0x3ffb7e1c2a4, true)]
    [InlineData("   ERA: 9000000000224f7c spin+0x1c/0x40", "spin", null, 0x9000000000224f7c, false)]
    public void Reads_where_the_cpu_was(string text, string? symbol, string? module, ulong address, bool user)
    {
        Assert.True(ProgramCounterParser.TryParse(text, out ProgramCounterLine line));
        Assert.Equal((symbol, module, address, user), (line.Location.Symbol, line.Location.Module, line.Location.Address ?? 0, line.UserSide));
        Assert.False(line.ReturnAddress);
    }

    [Theory]
    [InlineData("lr : do_one_initcall+0x50/0x1e0")]
    [InlineData("LR is at do_one_initcall+0x50/0x1e0")]
    [InlineData(" ra : do_one_initcall+0x50/0x1e0")]
    [InlineData("LR [c0000000000abcde] do_one_initcall+0x50/0x1e0")]
    public void Tells_return_addresses_apart(string text)
    {
        Assert.True(ProgramCounterParser.TryParse(text, out ProgramCounterLine line));
        Assert.True(line.ReturnAddress);
        Assert.Equal("do_one_initcall", line.Location.Symbol);
    }

    [Theory]
    [InlineData("RSP: 0018:ffff88013ba5b678 EFLAGS: 00000206")]
    [InlineData("random: crng init done")]
    [InlineData("pci 0000:00:01.0: reg")]
    [InlineData("RAX: 0000000000002b67")]
    public void Leaves_other_lines_alone(string text) => Assert.False(ProgramCounterParser.TryParse(text, out _));
}
