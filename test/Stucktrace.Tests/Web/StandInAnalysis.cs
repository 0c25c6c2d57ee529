using System.Globalization;

namespace Stucktrace.Tests.Web;

/// <summary>Programs that take the place of the analysis, to bring the application into states that a real one is seldom in.</summary>
static class StandInAnalysis
{
    /// <summary>One that never comes to an end: it has to be ended.</summary>
    internal static string[] Endless { get; } = ["/bin/sh", "-c", "exec sleep 600"];

    /// <summary>One that writes results, the largest file of which has a given size.</summary>
    /// <param name="bytes">Bytes of that file.</param>
    internal static string[] Writing(int bytes) =>
    [
        "/bin/sh",
        "-c",
        string.Create(CultureInfo.InvariantCulture, $"mkdir results && head -c {bytes} /dev/zero >results/report.en.html && echo '{Summary}' >summary.json"),
    ];

    const string Summary = """{"headline":"a","headlineZh":"b","confidence":"unknown","class":"unknown","culprit":"unknown","reportPolicy":"default-src 'none'","engine":"0"}""";
}
