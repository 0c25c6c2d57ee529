using Stucktrace.Incidents.Parsing;
using Stucktrace.Kernel;

namespace Stucktrace.Tests.Parsing;

public class CpuLineParserTests
{
    [Theory]
    // text, cpu, pid, comm, taint letters, kernel, hardware
    [InlineData("CPU: 1 PID: 130 Comm: worker Tainted: G           OE      6.1.0-56-amd64 #1  Debian 6.1.192-1", 1, 130, "worker", "OE", "6.1.0-56-amd64", null)]
    [InlineData("CPU: 0 UID: 0 PID: 1 Comm: init Not tainted 6.12.0+ #1 PREEMPT(full) ", 0, 1, "init", "", "6.12.0+", null)]
    [InlineData("CPU: 3 PID: 77 Comm: kworker/3:1 Kdump: loaded Tainted: G           OEL   --------- -  - 4.18.0-240.el8.x86_64 #1", 3, 77, "kworker/3:1", "OEL", "4.18.0-240.el8.x86_64", null)]
    [InlineData("CPU: 1 PID: 130 Comm: a (b): c d Not tainted 3.10.0-1160.el7.x86_64 #1", 1, 130, "a (b): c d", "", "3.10.0-1160.el7.x86_64", null)]
    [InlineData("Pid: 27392, comm: wsssr_defence_d Not tainted 2.6.32-754.6.3.el6.x86_64 #1 Inspur NF5280M4/YZMB-00689-101", null, 27392, "wsssr_defence_d", "", "2.6.32-754.6.3.el6.x86_64", "Inspur NF5280M4/YZMB-00689-101")]
    [InlineData("Pid: 1, comm: swapper Tainted: P      2.6.18-194.el5 #1", null, 1, "swapper", "P", "2.6.18-194.el5", null)]
    [InlineData("Pid: 1234, comm: txg_sync Tainted: P           ---------------    2.6.32-279.el6.x86_64 #1 Supermicro X8DTH", null, 1234, "txg_sync", "P", "2.6.32-279.el6.x86_64", "Supermicro X8DTH")]
    [InlineData("Pid: 7, comm: modprobe Not tainted (2.6.30-rc5 #12) Latitude E4300", null, 7, "modprobe", "", "2.6.30-rc5", "Latitude E4300")]
    [InlineData("      Tainted: G --L------------ 2.6.32-754.6.3.el6.x86_64 #1", null, null, null, "L", "2.6.32-754.6.3.el6.x86_64", null)]
    [InlineData("      Not tainted 6.1.0-56-amd64 #1", null, null, null, "", "6.1.0-56-amd64", null)]
    [InlineData("Tainted: [P]=PROPRIETARY_MODULE, [O]=OOT_MODULE, [E]=UNSIGNED_MODULE", null, null, null, "POE", null, null)]
    [InlineData("6.1.0-rc1+ #12 Tainted: G        W         ", null, null, null, "W", "6.1.0-rc1+", null)]
    [InlineData("CPU 1", 1, null, null, null, null, null)]
    [InlineData("CPU 1:", 1, null, null, null, null, null)]
    [InlineData("CPU 7 ", 7, null, null, null, null, null)]
    [InlineData("CPU: 0    Not tainted  (3.4.0 #1)", 0, null, null, "", "3.4.0", null)]
    [InlineData("Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2", null, null, null, null, null, "QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2")]
    [InlineData("CPU: 2 PID: 9 Comm: m Tainted: PF          O   3.10.0-229.el7.x86_64 #1", 2, 9, "m", "PFO", "3.10.0-229.el7.x86_64", null)]
    public void Reads_who_ran_where(string text, int? cpu, int? pid, string? comm, string? taint, string? kernel, string? hardware)
    {
        Assert.True(CpuLineParser.TryParse(text, 7, out CpuLine line));
        Assert.Equal(cpu, line.Cpu);
        Assert.Equal(pid, line.Pid);
        Assert.Equal(comm, line.Comm);
        Assert.Equal(taint, line.Taint?.Letters);
        Assert.Equal(kernel, line.Kernel);
        if (line.Cpu is null)
            Assert.Equal(hardware, line.Hardware);
    }

    [Fact]
    public void Reads_the_task_address_of_old_kernels()
    {
        Assert.True(CpuLineParser.TryParse("Process a.out b) (pid: 5114, threadinfo ffff88013ba58000, task ffff88013ba2cab0)", 1, out CpuLine line));
        Assert.Equal(("a.out b)", 5114, 0xffff88013ba2cab0), (line.Comm, line.Pid, line.TaskAddress));
        Assert.True(CpuLineParser.TryParse("Process rmmod (pid: 2344, ti=f6c14000 task=f7e3a000 task.ti=f6c14000)", 1, out line));
        Assert.Equal(0xf7e3a000, line.TaskAddress);
    }

    [Theory]
    [InlineData("CPU: Physical Processor ID: 0")]
    [InlineData("CPU0: Intel Xeon")]
    [InlineData("CPU 1 is now offline")]
    [InlineData("Not a line of ours")]
    [InlineData("Process accounting resumed")]
    public void Leaves_other_lines_alone(string text) => Assert.False(CpuLineParser.TryParse(text, 1, out _));

    [Theory]
    [InlineData("2.6.32-754.6.3.el6.x86_64", 2, 6, 32, KernelDistribution.EnterpriseLinux, 6, "x86_64")]
    [InlineData("2.6.18-194.el5", 2, 6, 18, KernelDistribution.EnterpriseLinux, 5, null)]
    [InlineData("5.14.0-503.11.1.el9_5.x86_64", 5, 14, 0, KernelDistribution.EnterpriseLinux, 9, "x86_64")]
    [InlineData("6.12.0-55.el10.aarch64", 6, 12, 0, KernelDistribution.EnterpriseLinux, 10, "aarch64")]
    [InlineData("2.6.32-673.26.1.lve1.4.30.el6.x86_64", 2, 6, 32, KernelDistribution.CloudLinux, 6, "x86_64")]
    [InlineData("4.1.12-124.el6uek.x86_64", 4, 1, 12, KernelDistribution.OracleUek, 6, "x86_64")]
    [InlineData("6.1.0-56-amd64", 6, 1, 0, KernelDistribution.Debian, null, "amd64")]
    [InlineData("5.15.0-91-generic", 5, 15, 0, KernelDistribution.Ubuntu, null, null)]
    [InlineData("6.5.0-rc1-syzkaller", 6, 5, 0, KernelDistribution.Unknown, null, null)]
    [InlineData("6.5", 6, 5, 0, KernelDistribution.Unknown, null, null)]
    public void Takes_releases_apart(string text, int major, int minor, int patch, KernelDistribution distribution, int? enterprise, string? machine)
    {
        KernelRelease? release = KernelRelease.Parse(text);
        Assert.Equal(new KernelRelease(text, major, minor, patch, distribution, enterprise, machine), release);
    }

    [Theory]
    [InlineData("10.0.0.1.example")]
    [InlineData("kernel")]
    [InlineData("6")]
    [InlineData("")]
    public void Other_texts_are_no_release(string text) => Assert.Null(KernelRelease.Parse(text) is { Major: < 10 } release ? release : null);
}
