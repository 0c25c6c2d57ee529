using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

/// <summary>Every link of a report leads to a place that is in it, whatever was diagnosed and in whichever language.</summary>
public partial class AnchorTests
{
    [GeneratedRegex(" href=\"#(?<place>[^\"]*)\"", RegexOptions.None, 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(" id=\"(?<place>[^\"]*)\"", RegexOptions.None, 10_000)]
    private static partial Regex Place();

    [GeneratedRegex("id=\"walk-data\">(?<json>[^<]*)</script>", RegexOptions.None, 10_000)]
    private static partial Regex Walk();

    /// <summary>What is diagnosed: of samples and of the lab.</summary>
    public static TheoryData<string> Cases { get; } =
    [
        "sample",
        "logs/K1_kdump_hung_task_panic.txt ko/dirpro_rcu.ko vmcore/K1.d31.zlib.kdump",
        "vmcore/v9_mutex.d31.zlib.kdump",
        "logs/A1_main_rcu_kaslr.txt",
        "logs/S1_stripped.txt ko/stripped/dirpro_rcu_stripped.ko",
        "logs/v3_correct.txt ko/v3_correct.ko",
        "logs/v7_abba.txt ko/v7_abba.ko",
        "logs/v9_mutex.txt ko/v9_mutex.ko",
        "logs/v10_oops.txt ko/v10_oops.ko",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryLinkLeadsSomewhereAndEveryPlaceIsOne(string inputs)
    {
        string[] paths = inputs == "sample" ? [Checkout.Sample("dirpro")] : [.. inputs.Split(' ').Select(p => Checkout.Shared(["lab", .. p.Split('/')]))];
        DiagnosisResult result = Diagnosis.Run(paths, new DiagnosisOptions());
        foreach (Language language in (Language[])[Language.English, Language.Chinese])
        {
            string page = Outputs.Html(result, language);
            string[] places = [.. Place().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups["place"].Value))];
            Assert.Equal(places.Length, places.Distinct(StringComparer.Ordinal).Count());
            string[] links = [.. Link().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups["place"].Value)).Concat(InTheWalk(page)).Distinct(StringComparer.Ordinal)];
            Assert.NotEmpty(links);
            Assert.Empty(links.Except(places, StringComparer.Ordinal));
        }
    }

    // The places that the player links to.
    static IEnumerable<string> InTheWalk(string page)
    {
        if (Walk().Match(page) is not { Success: true } match)
            return [];
        using JsonDocument document = JsonDocument.Parse(match.Groups["json"].Value);
        return [.. document.RootElement.GetProperty("log").EnumerateArray()
            .SelectMany(l => l.GetProperty("r").EnumerateArray().Select(r => r[3]).Append(l.GetProperty("l")))
            .Select(l => l[1].GetString()).OfType<string>()];
    }
}
