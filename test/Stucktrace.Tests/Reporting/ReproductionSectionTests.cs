using System.Collections.Immutable;
using Stucktrace.Reporting;
using Stucktrace.Reporting.View;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

/// <summary>The report holds the trigger, the whole virtual machine and commands that can be typed as they stand.</summary>
public class ReproductionSectionTests
{
    static readonly Lazy<DiagnosisResult> Founding = new(() => Diagnosis.Run([Checkout.Sample("dirpro")], new DiagnosisOptions()));

    static ReproductionView View(DiagnosisResult result) => new(CasePlan.Of(result)!, Language.English);

    [Fact]
    public void TheCommandsAreThoseOfTheCommandLine()
    {
        string log = Checkout.Sample("dirpro", "messages.log"), module = Checkout.Sample("dirpro", "dirpro.ko");
        string[] commands = View(Founding.Value).Commands([log, module], log, module).Split('\n');
        Assert.Equal($"stucktrace reproduce {log} {module} --kernel kernel-2.6.32-754.6.3.el6.x86_64.rpm --run", commands[0]);
        Assert.Contains("reproduction/run.sh thread \"$PWD/VMLINUZ\" | tee machine.log", commands);
        Assert.Contains("reproduction/run.sh leader \"$PWD/VMLINUZ\" | tee control.log", commands);
        // compare takes two cases and reads both with one module file.
        Assert.Equal($"stucktrace compare {log} machine.log --module {module}", commands[^1]);
        Assert.DoesNotContain(View(Founding.Value).Commands([module], null, module).Split('\n'), c => c.StartsWith("stucktrace compare", StringComparison.Ordinal));
    }

    [Fact]
    public void TheFilesAreThoseThatTheRecipeWrites()
    {
        ImmutableArray<(string Name, string Text)> files = View(Founding.Value).Files;
        Assert.Equal(["run.sh", "settings", "init.c"], files.Select(f => f.Name));
        Assert.Contains("qemu-system-x86_64 -accel", files[0].Text, StringComparison.Ordinal);
        Assert.Contains("module dirpro.ko\ntrigger thread", files[1].Text, StringComparison.Ordinal);
        Assert.Contains("int main(", files[2].Text, StringComparison.Ordinal);
        string page = Outputs.Html(Founding.Value, Language.English);
        Assert.All((string[])["reproduce-trigger", "reproduce-run-sh", "reproduce-settings", "reproduce-init-c", "reproduce-commands"], id => Assert.Contains($" id=\"{id}\"", page, StringComparison.Ordinal));
        Assert.Contains("yumdownloaderkernel-2.6.32-754.6.3.el6.x86_64", new RenderedPage(page, Language.English)["reproduce"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6.1.0-56-amd64", "linux-image-6.1.0-56-amd64_*.deb")]
    [InlineData("6.8.0-31-generic", "linux-image-unsigned-6.8.0-31-generic_*.deb")]
    [InlineData("3.10.0-1160.el7.x86_64", "kernel-3.10.0-1160.el7.x86_64.rpm")]
    [InlineData("5.14.0-427.el9.x86_64", "kernel-core-5.14.0-427.el9.x86_64.rpm")]
    [InlineData("6.1.0-custom", "VMLINUZ")]
    [InlineData("$(reboot)", "VMLINUZ")]
    [InlineData(null, "VMLINUZ")]
    public void ThePackageIsNamedWhereTheReleaseTellsIt(string? release, string expected) => Assert.Equal(expected, KernelPackageName.FileOf(release));
}
