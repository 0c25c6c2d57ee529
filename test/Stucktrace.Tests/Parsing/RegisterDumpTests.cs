using Stucktrace.Incidents;
using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Tests.Parsing;

public class RegisterDumpTests
{
    static RegisterDump Read(string text)
    {
        RegisterDump dump = new();
        long line = 0;
        foreach (string each in text.Split('\n'))
            dump.Offer(each, ++line);
        return dump;
    }

    [Fact]
    public void Reads_an_enterprise_linux_6_dump_with_its_stack()
    {
        RegisterDump dump = Read("""
            RIP: 0010:[<ffffffffa0486510>] [<ffffffffa0486510>] walk+0x50/0x100 [m]
            RSP: 0018:ffff88013ba5b678 EFLAGS: 00000206
            RAX: 0000000000002b67 RBX: ffff88013ba5b6c8 RCX: ffff88013ba2cab0
            R10: 00007f19724edc20 R11: 0000000000000202 R12: ffffffff8124afd1
            FS: 00007f19724ee700(0000) GS:ffff880028280000(0000) knlGS:0000000000000000
            CS: 0010 DS: 0000 ES: 0000 CR0: 0000000080050033
            CR2: 00007f2a3d3ec000 CR3: 000000013bd9e000 CR4: 00000000001607e0
            Stack:
             0000000000000000 0000000000000001 0000000000000002 ffff88013ba5b6b8
            <d> ffffffff81156ab9 0000000000000001 ffff88013ddd79c0 ffff8800000235c0
            Call Trace:
             [<ffffffff81156ab9>] ? zone_statistics+0x99/0xc0
            """);
        Assert.Equal("walk", dump.Location?.Symbol);
        Assert.Equal(0xffffffffa0486510, dump.Kernel["rip"]);
        Assert.Equal(0xffff88013ba5b678, dump.Kernel["rsp"]);
        Assert.Equal(0x206UL, dump.Kernel["eflags"]);
        Assert.Equal(0x2b67UL, dump.Kernel["rax"]);
        Assert.Equal(0x10UL, dump.Kernel["cs"]);
        Assert.Equal(0x00007f19724ee700UL, dump.Kernel["fs"]);
        Assert.Equal(0x00007f2a3d3ec000UL, dump.Kernel["cr2"]);
        Assert.Equal(3, dump.Kernel.Lines["rcx"]);
        Assert.Equal(8, dump.Stack.Length);
        Assert.Equal(new StackWord(0x20, 0xffffffff81156ab9, 10), dump.Stack[4]);
        Assert.Empty(dump.User.Values);
    }

    [Fact]
    public void Keeps_the_two_sides_of_a_modern_dump_apart()
    {
        RegisterDump dump = Read("""
            RIP: 0010:get_process_name+0x45/0xa0 [dirpro_rcu]
            Code: 48 8b 90 <48> 8b 82
            RSP: 0018:ffffb5a8c0a9fe90 EFLAGS: 00000293
            RAX: ffff9ef2c1a00000 RBX: 0000000000000001 RCX: 0000000000000000
            CR2: 0000000000000000 CR3: 0000000001f2a000 CR4: 00000000000006e0
            Call Trace:
             <TASK>
             new_sys_kill+0x67/0x88 [dirpro_rcu]
            RIP: 0033:0x43e1b9
            Code: Unable to access opcode bytes at RIP 0x43e18f.
            RSP: 002b:00007f32dd9e4128 EFLAGS: 00000246 ORIG_RAX: 000000000000003e
            RAX: ffffffffffffffda RBX: 00007f32dd9e4640 RCX: 000000000043e1b9
            RDX: 0000000000000000 RSI: 0000000000000000 RDI: 0000000000002b67
            R10: 0000000000000000 R11: 0000000000000246 R12: 00007f32dd9e4640
             </TASK>
            CR2: 0000000000000008
            ---[ end trace 0000000000000000 ]---
            RIP: 0010:other+0x45/0xa0
            RSP: 0018:dead000000000000 EFLAGS: 00000293
            """);
        Assert.Equal("get_process_name", dump.Location?.Symbol);
        Assert.Equal(0x43e1b9UL, dump.UserLocation?.Address);
        Assert.Equal(0xffffb5a8c0a9fe90, dump.Kernel["rsp"]);
        Assert.Equal(0xffff9ef2c1a00000, dump.Kernel["rax"]);
        Assert.Null(dump.Kernel["orig_rax"]);
        Assert.Equal(0UL, dump.Kernel["cr2"]);
        Assert.Null(dump.User["cr2"]);
        Assert.Equal((3, false), (dump.Code?.InstructionIndex, dump.Code?.Unreadable));

        SystemCall call = Assert.IsType<SystemCall>(SystemCallDecoder.Decode(Architecture.X64, dump.User));
        Assert.Equal((62, "kill", 11), (call.Number, call.Name, call.Line));
        Assert.Equal([("pid", "11111"), ("sig", "0")], call.Arguments);
    }

    [Fact]
    public void Reads_arm_arm64_riscv_i386_s390_and_powerpc()
    {
        RegisterDump arm = Read("PC is at spin+0x10/0x20\nLR is at up+0x1/0x2\npc : [<c0101234>]    lr : [<c0109abc>]    psr: 60000013\nsp : c0a6de48  ip : 00000001  fp : c0a6de5c\nr10: 00000000  r9 : c0a6c000\nStack: (0xc0a6de48 to 0xc0a6e000)\nde40:                   c010aaaa c0109abc\nde60: 00000003 00000004");
        Assert.Equal(("spin", 0xc0101234UL), (arm.Location?.Symbol, arm.Kernel["pc"]));
        Assert.Equal("up", arm.ReturnTo?.Symbol);
        Assert.Equal(0xc0a6c000UL, arm.Kernel["r9"]);
        Assert.Equal([0xc010aaaaUL, 0xc0109abc, 3, 4], arm.Stack.Select(w => w.Value));
        Assert.Equal(12, arm.Stack[3].OffsetFromSp);

        RegisterDump arm64 = Read("pstate: 60400009 (nZCv daif +PAN -UAO)\npc : spin+0x10/0x20 [mod]\nlr : up+0x1/0x2\nsp : ffff80001234bc90\nx29: ffff80001234bc90 x28: ffff000012345678 \nx1 : 0000000000000001 x0 : dead000000000122\nCode: d503201f b9400001 (7100003f) ");
        Assert.Equal(("spin", "mod"), (arm64.Location?.Symbol, arm64.Location?.Module));
        Assert.Equal((0x60400009UL, 0xffff80001234bc90, 0xdead000000000122), (arm64.Kernel["pstate"], arm64.Kernel["sp"], arm64.Kernel["x0"]));
        Assert.Equal((8, (byte)0x3f), (arm64.Code?.InstructionIndex, arm64.Code!.Bytes[8]));

        RegisterDump riscv = Read("epc : spin+0x10/0x20\n ra : up+0x1/0x2\nepc : ffffffff80003cd8 ra : ffffffff80003d00 sp : ff20000000813e50\n gp : ffffffff81a1e000 tp : ff60000001b40000 t0 : ff60000001b40000\nstatus: 0000000200000120 badaddr: 0000000000000008 cause: 000000000000000d");
        Assert.Equal(("spin", 0xffffffff80003cd8, 8UL), (riscv.Location?.Symbol, riscv.Kernel["epc"], riscv.Kernel["badaddr"]));

        RegisterDump i386 = Read("EIP:    0060:[<c0421b48>]    Not tainted VLI\nEFLAGS: 00010246   (2.6.18-8.el5 #1)\nEIP is at spin+0x10/0x20\neax: 00000001   ebx: c0a6c000   ecx: 00000000   edx: 00000003\nds: 007b   es: 007b   ss: 0068\nProcess x (pid: 1, ti=f6c14000 task=f7e3a000 task.ti=f6c14000)\nStack: c0421b48 00000001 \n       00000002 00000003");
        Assert.Equal(("spin", 0xc0421b48UL, 1UL, 0x7bUL), (i386.Location?.Symbol, i386.Location?.Address, i386.Kernel["eax"], i386.Kernel["ds"]));
        Assert.Equal((4, 12), (i386.Stack.Length, i386.Stack[3].OffsetFromSp));

        RegisterDump s390 = Read("Krnl PSW : 0704c00180000000 00000000001050e2 (spin+0x1c/0x40)\nKrnl GPRS: 0000000000000000 0000000000000001 0000000000000002 0000000000000003\n           0000000000000004 0000000000000005 0000000000000006 0000000000000007");
        Assert.Equal(("spin", 7UL), (s390.Location?.Symbol, s390.Kernel["r7"]));

        RegisterDump power = Read("NIP:  c0000000000abcde LR: c0000000000abc00 CTR: 0000000000000000\nMSR:  8000000000009033 <SF,EE,ME,IR,DR,RI,LE>  CR: 28002424  XER: 20040000\nGPR00: 0000000000000000 c0000000fe0b3a90 0000000000000002 0000000000000003 \nGPR04: 0000000000000004 0000000000000005 0000000000000006 0000000000000007 \nNIP [c0000000000abcde] spin+0x1c/0x40");
        Assert.Equal(("spin", 0xc0000000000abcde, 5UL), (power.Location?.Symbol, power.Kernel["nip"], power.Kernel["r5"]));
        Assert.Equal((0x28002424UL, 0x20040000UL), (power.Kernel["cr"], power.Kernel["xer"]));
    }

    [Theory]
    [InlineData("Code: Bad RIP value.")]
    [InlineData("Code:  Bad RIP value.")]
    [InlineData("Code: Unable to access opcode bytes at 0xffffffffc037402a.")]
    public void Says_when_code_was_not_readable(string text) => Assert.True(CodeParser.TryParse(text, 1)?.Unreadable);

    [Theory]
    [InlineData("BUG: unable to handle kernel NULL pointer dereference at 0000000000000018", 0x18)]
    [InlineData("BUG: unable to handle kernel NULL pointer dereference at           (null)", 0)]
    [InlineData("BUG: kernel NULL pointer dereference, address: 0000000000000008", 8)]
    [InlineData("Unable to handle kernel NULL pointer dereference at virtual address 00000018", 0x18)]
    [InlineData("Unable to handle kernel paging request at virtual address dfff800000000003", 0xdfff800000000003)]
    [InlineData("BUG: unable to handle page fault for address: ffffffffc0374021", 0xffffffffc0374021)]
    [InlineData("general protection fault, probably for non-canonical address 0xdead000000000202: 0000 [#1] PREEMPT SMP", 0xdead000000000202)]
    public void Reads_the_address_that_failed(string text, ulong address) => Assert.Equal(address, FaultAddressParser.TryParse(text));
}
