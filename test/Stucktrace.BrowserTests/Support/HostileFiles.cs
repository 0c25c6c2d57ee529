using System.Text;
using Stucktrace.Tests.Support;

namespace Stucktrace.BrowserTests.Support;

/// <summary>The founding case with what an attacker would write in the place of every name and text.</summary>
static class HostileFiles
{
    /// <summary>Markup and scripts that would set <c>window.owned</c>, with control characters and signs that turn the direction of text round.</summary>
    internal const string Markup = "<script>window.owned=1</script><img src=x onerror=window.owned=1>'\"--></title></style><svg onload=window.owned=1>\u202egnp.exe\u2066\u200f\u001b[2J\u0007";

    /// <summary>Much that has no place to break: one long word, and letters under heaps of accents.</summary>
    internal static string Long { get; } = new string('W', 3_000) + string.Concat(Enumerable.Repeat("e\u0301\u0302\u0303", 500)) + "\u202e";

    /// <summary>The log: other task, modules and hardware, and lines of text between the reports.</summary>
    internal static byte[] Log()
    {
        string log = File.ReadAllText(Checkout.Sample("dirpro", "messages.log"))
            .Replace("wsssr_defence_d", "<img/src=x/on=1>", StringComparison.Ordinal)
            .Replace("syshook_linux", "sys\u202e\u001b[31mhook", StringComparison.Ordinal)
            .Replace("resguard_linux", "<b>x</b>", StringComparison.Ordinal)
            .Replace("Inspur NF5280M4/YZMB-00689-101", Markup, StringComparison.Ordinal);
        int middle = log.IndexOf('\n', log.Length / 2) + 1;
        return Encoding.UTF8.GetBytes($"{log[..middle]}May 23 18:37:00 CTL_AH_225_079 kernel: {Markup}\nMay 23 18:37:00 <svg/onload=owned=1> kernel: {Long}\n{log[middle..]}");
    }

    /// <summary>The module with markup in its own description, of the same length so that it keeps every offset.</summary>
    internal static byte[] Module()
    {
        byte[] module = File.ReadAllBytes(Checkout.Sample("dirpro", "dirpro.ko"));
        byte[] description = Encoding.ASCII.GetBytes("Reconstruction of the founding");
        Encoding.ASCII.GetBytes("<svg/onload=owned=1><script>/*").CopyTo(module, module.AsSpan().IndexOf(description));
        return module;
    }
}
