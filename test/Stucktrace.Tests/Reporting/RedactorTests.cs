using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Redaction;
using Stucktrace.Reproduction.Comparing;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

public class RedactorTests
{
    static readonly string[] Canaries =
    [
        "192.0.2.77", "2001:db8::77", "fe80:0:0:0:1:2:3:77", "00:1b:21:aa:bb:77", "canary.user@canary-mail.example.com", "6f1e2d3c-0000-4111-8222-333344445577",
        "CANARYSN77", "canaryuser", "canary-host77", "CANARY-HOST77.corp.example.com",
    ];

    const string Sentence =
        "from 192.0.2.77:443 and 2001:db8::77, fe80:0:0:0:1:2:3:77 dev 00:1b:21:aa:bb:77 mail canary.user@canary-mail.example.com " +
        "UUID=6f1e2d3c-0000-4111-8222-333344445577 SerialNumber: CANARYSN77 path /home/canaryuser/x user canaryuser on canary-host77, CANARY-HOST77.corp.example.com canary-host77_backup";

    [Fact]
    public void NoCanaryInAnyFieldReachesAnyOutput()
    {
        DiagnosisResult result = HandMade.FoundingCase();
        result = result with
        {
            Boots = [new LogBoot("canary-host77", 0, "Linux version 6.1.0 (canaryuser@canary-host77)", 0, 1, false)],
            NotChecked = [Message.Of("out.because", "a", Message.Of("out.because", "b", "c"))],
        };
        result = Planted.In(result, s => s is "canary-host77" ? s : $"{s} {Sentence}");
        result = result with { Reports = [.. result.Reports.Select(r => r with { Host = "canary-host77" })], Incidents = [.. result.Incidents.Select(i => i with { Host = "canary-host77" })] };
        Assert.All(Canaries, c => Assert.Contains(c, Outputs.Json(result, Language.English), StringComparison.OrdinalIgnoreCase));

        // The ids of messages without a catalogue entry are the program's own text, not the input's.
        DiagnosisResult redacted = Redactor.Redact(result);
        foreach ((string format, string text) in Outputs.All(redacted, Language.English).Concat(Outputs.All(redacted, Language.Chinese)))
            Assert.All(Canaries, c => Assert.False(text.Contains(c, StringComparison.OrdinalIgnoreCase), $"{c} in {format}: {Around(text, c)}"));
    }

    static string Around(string text, string canary) =>
        text.IndexOf(canary, StringComparison.OrdinalIgnoreCase) is >= 0 and int at ? text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)] : "";

    [Theory]
    [InlineData("RIP: 0010:[<ffffffffa02aa510>] get_process_name+0x50/0x100 [dirpro]")]
    [InlineData("Pid: 27392, comm: wsssr_defence_d Not tainted 2.6.32-754.6.3.el6.x86_64 #1")]
    [InlineData("RAX: 0000000000006afc RBX: ffff882067f975c8 RCX: ffff8820684e4040")]
    [InlineData("Code: 48 8b 00 48 39 d0 74 05 <48> 8b 40 08 eb f1 0f 1f 44 00 00 55")]
    [InlineData("pci 0000:3b:00.0: enabling device (0140 -> 0142), scsi 2:0:0:0")]
    [InlineData("version 7.0.2.1, v1.2.3.4-rc1, core::fmt::write+0x12, Serial: 8250/16550 driver")]
    [InlineData("May 23 18:36:31 kernel 5.4.0-1.2.3.el8, serial@7e201000, ---[ end trace 0123456789abcdef ]---")]
    public void WhatTheDiagnosisNeedsStays(string line)
    {
        DiagnosisResult result = HandMade.FoundingCase();
        result = result with { Reports = [HandMade.Lockup with { Lines = [new ReportLine(1, line)] }] };
        Assert.Equal(line, Redactor.Redact(result).Reports[0].Lines[0].Text);
    }

    [Fact]
    public void AModuleFileIsStillKnownToBeTheOneThatWasLoaded()
    {
        DiagnosisResult plain = Diagnosis.Run([Checkout.Sample("dirpro")], new DiagnosisOptions()), redacted = Redactor.Redact(plain);
        Assert.Contains("CTL_AH_225_079", Outputs.Json(plain, Language.English), StringComparison.Ordinal);
        Assert.DoesNotContain("CTL_AH_225_079", Outputs.Json(redacted, Language.English), StringComparison.Ordinal);
        Assert.All(plain.Reports.Zip(redacted.Reports), p => Assert.Equal(plain.Modules.MatchOf(p.First, "dirpro")?.Build, redacted.Modules.MatchOf(p.Second, "dirpro")?.Build));
        Assert.NotNull(FailureSignature.Of(redacted).Loop);
        Assert.True(FailureComparer.Compare(FailureSignature.Of(plain), FailureSignature.Of(redacted)).IsSame);
    }

    [Fact]
    public void AReleaseThatLooksLikeAnAddressStays()
    {
        DiagnosisResult result = HandMade.FoundingCase();
        result = result with { Reports = [HandMade.Lockup with { Kernel = "2.6.32.59-smp", Lines = [new ReportLine(1, "Not tainted 2.6.32.59-smp #1")] }] };
        Report report = Redactor.Redact(result).Reports[0];
        Assert.Equal("2.6.32.59-smp", report.Kernel);
        Assert.Equal("Not tainted 2.6.32.59-smp #1", report.Lines[0].Text);
    }

    [Fact]
    public void TheSameValueGetsTheSameName()
    {
        DiagnosisResult result = HandMade.FoundingCase();
        result = result with
        {
            Reports = [HandMade.Lockup with { Lines = [new ReportLine(1, "10.0.0.1 10.0.0.2 CTL_AH_225_079"), new ReportLine(2, "10.0.0.2 ctl_ah_225_079 10.0.0.1")] }],
        };
        Report report = Redactor.Redact(result).Reports[0];
        Assert.Equal("host-1", report.Host);
        Assert.Equal(["ip-1 ip-2 host-1", "ip-2 host-1 ip-1"], report.Lines.Select(l => l.Text));
    }

    [Fact]
    public void PathsKeepTheirFileNameUnlessItTells()
    {
        DiagnosisResult result = HandMade.FoundingCase();
        result = result with
        {
            Inputs = [result.Inputs[0] with { Path = "/srv/customer/messages.log" }, result.Inputs[1] with { Path = "/srv/CTL_AH_225_079.log" }],
            Findings = [result.Findings[0] with { CheckYourself = ["sed -n 1p /srv/customer/messages.log /srv/CTL_AH_225_079.log"] }],
        };
        DiagnosisResult redacted = Redactor.Redact(result);
        Assert.Equal(["messages.log", "input-1"], redacted.Inputs.Select(i => i.Path));
        Assert.Equal("sed -n 1p messages.log input-1", redacted.Findings[0].CheckYourself[0]);
    }
}
