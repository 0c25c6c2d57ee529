using System.Globalization;
using Iced.Intel;
using Stucktrace.Attribution;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code;
using Stucktrace.Tests.Reasoning;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>A walk that ran into a link that was NULL: no element of a list that was set up is linked to NULL, so somebody's memory was freed or overwritten.</summary>
public class BrokenLinkTests
{
    [Fact]
    public void ANullLinkInAListThatWasSetUpIsDamage()
    {
        DiagnosisResult said = Diagnose();
        Assert.Equal((FailureClass.MemoryCorruption, "dirpro", "find_connection"), (said.Verdict.Class, said.Verdict.Culprit.Module, said.Verdict.Culprit.Function));
        Assert.Contains("an element of the list connections is linked to NULL", said.English(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("a list pointer (at 0x8) that was NULL", said.Claims("ST1808"), StringComparison.Ordinal);
    }

    // A list that nobody set up begins with NULL, and nothing was overwritten.
    [Fact]
    public void WhereTheListMayNotHaveBeenSetUpNothingIsSaidOfDamage() => Assert.Equal(FailureClass.Unknown, Diagnose("-DNOT_SET_UP").Verdict.Class);

    static DiagnosisResult Diagnose(params string[] flags)
    {
        MadeIncident made = new("gcc", "list.c", flags);
        return made.Diagnose(Log(made.Module));
    }

    static string Log(ExaminedModule module)
    {
        Function walk = module.Code.Find("find_connection")!, enter = module.Code.Find("enter")!;
        ulong failed = module.Code.GraphOf(walk).Instructions.ToArray().First(i => i.Mnemonic == Mnemonic.Cmp && i.MemoryBase == Register.RAX).IP;
        byte[] around = module.Image.BytesAt(walk.Entry, (int)(failed - walk.Entry) + 8).ToArray();
        string code = string.Join(' ', around.Select((b, i) => string.Create(CultureInfo.InvariantCulture, $"{(walk.Entry + (ulong)i == failed ? $"<{b:x2}>" : $"{b:x2}")}")));
        return string.Create(CultureInfo.InvariantCulture, $"""
            [    8.853373] BUG: unable to handle page fault for address: fffffffffffffff8
            [    8.853600] #PF: supervisor read access in kernel mode
            [    8.854714] Oops: Oops: 0000 [#1] SMP NOPTI
            [    8.854900] CPU: 1 UID: 0 PID: 117 Comm: worker Tainted: G           OE       7.2.13+deb14-amd64 #1 PREEMPT(lazy)  Debian 7.2.13-1
            [    8.855773] RIP: 0010:find_connection+0x{failed - walk.Entry:x}/0x{module.Layout.SizeOf(module.Layout.Named(walk.Name).First()):x} [dirpro]
            [    8.855900] Code: {code}
            [    8.856500] RSP: 0018:ffffd19200443e58 EFLAGS: 00010246
            [    8.856659] RAX: fffffffffffffff8 RBX: 0000000000000003 RCX: 00000000000003e7
            [    8.856781] RDX: 0000000000000000 RSI: 0000000000004c03 RDI: 00000000000003e7
            [    8.857000] Call Trace:
            [    8.857100]  <TASK>
            [    8.857200]  enter+0x6/0x8 [dirpro]
            [    8.857300]  __x64_sys_ioctl+0xb9/0x120
            [    8.857400]  do_syscall_64+0xe1/0x620
            [    8.857500]  entry_SYSCALL_64_after_hwframe+0x76/0x7e
            [    8.857600]  </TASK>
            [    8.857700] Modules linked in: dirpro(OE)
            [    8.857800] ---[ end trace 0000000000000000 ]---

            """);
    }
}
