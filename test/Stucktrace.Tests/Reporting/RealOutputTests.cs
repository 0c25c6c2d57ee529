using System.Text.Json;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Redaction;
using Stucktrace.Reporting.Text;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

/// <summary>The outputs of real logs, through the whole pipeline.</summary>
public class RealOutputTests
{
    static DiagnosisResult FoundingCase { get; } = Diagnosis.Run([Checkout.Sample("dirpro", "messages.log"), Checkout.Sample("dirpro", "vmcore-dmesg.txt")], new DiagnosisOptions());

    static void AssertGood(DiagnosisResult result, string name)
    {
        HtmlReportTests.AssertBothLanguages(result);
        foreach (Language language in Enum.GetValues<Language>())
        {
            foreach ((string format, string text) in Outputs.All(result, language))
                Assert.False(text.Contains('«', StringComparison.Ordinal), $"{name}, {format}: a sentence is in no catalogue: {Around(text, "«")}");
            foreach (int width in (int[])[60, 80])
                Assert.All(Outputs.Text(result, language, new TextStyle(width)).Split('\n'), line => Assert.True(ColumnWidth.Of(line) <= width, $"{name}: {line}"));
            HtmlReportTests.AssertSafe(Outputs.Html(result, language));
            using JsonDocument json = JsonDocument.Parse(Outputs.Json(result, language));
            using JsonDocument sarif = JsonDocument.Parse(Outputs.Sarif(result, language));
        }
    }

    static string Around(string text, string what) =>
        text.IndexOf(what, StringComparison.Ordinal) is >= 0 and int at ? text[Math.Max(0, at - 40)..Math.Min(text.Length, at + 80)] : "";

    [Fact]
    public void TheFoundingCaseIsWellFormedInEveryFormat() => AssertGood(FoundingCase, "dirpro");

    [Fact]
    public void EveryFormatBeginsWithTheSameSentence()
    {
        foreach (Language language in Enum.GetValues<Language>())
        {
            string summary = FoundingCase.Verdict.Summary.Render(language);
            Assert.Contains("get_process_name", summary, StringComparison.Ordinal);
            Assert.Contains(Packed(summary), Packed(Outputs.Text(FoundingCase, language).Split("\n\n")[0]), StringComparison.Ordinal);
            string html = System.Net.WebUtility.HtmlDecode(Outputs.Html(FoundingCase, language));
            Assert.Contains(summary, html[..html.IndexOf("</title>", StringComparison.Ordinal)], StringComparison.Ordinal);
            JsonElement sarif = JsonDocument.Parse(Outputs.Sarif(FoundingCase, language)).RootElement;
            JsonElement first = sarif.GetProperty("runs")[0].GetProperty("results")[0];
            Assert.Contains(summary, first.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Equal(2, first.GetProperty("codeFlows")[0].GetProperty("threadFlows")[0].GetProperty("locations").GetArrayLength());
            Assert.Equal(summary, JsonDocument.Parse(Outputs.Json(FoundingCase, language)).RootElement.GetProperty("verdict").GetProperty("summary").GetString());
        }
    }

    // Where lines break, blanks come and go.
    static string Packed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [Fact]
    public void TheSameLogsGiveTheSameBytes()
    {
        DiagnosisResult again = Diagnosis.Run([Checkout.Sample("dirpro", "messages.log"), Checkout.Sample("dirpro", "vmcore-dmesg.txt")], new DiagnosisOptions());
        foreach ((string format, string text) in Outputs.All(FoundingCase, Language.English))
            Assert.Equal(text, Outputs.All(again, Language.English).Single(o => o.Format == format).Text);
    }

    [Fact]
    public void AnInputThatIsNotThereIsNotNothingFound()
    {
        DiagnosisResult result = Diagnosis.Run([Checkout.Sample("dirpro", "missing.log")], new DiagnosisOptions());
        string[] lines = Outputs.Text(result, Language.English).Split('\n');
        Assert.Equal("UNKNOWN: No input could be read: nothing is known.", lines[0]);
        Assert.Contains(lines, l => l.Contains("Not readable", StringComparison.Ordinal) && l.Contains("missing.log", StringComparison.Ordinal));
    }

    [Fact]
    public void RedactedTheHostIsInNoFormatAndTheVerdictStays()
    {
        DiagnosisResult redacted = Redactor.Redact(FoundingCase);
        foreach ((string format, string text) in Outputs.All(redacted, Language.Chinese))
        {
            Assert.False(text.Contains("CTL_AH", StringComparison.OrdinalIgnoreCase), $"{format}: {Around(text, "CTL_AH")}");
            Assert.Contains("get_process_name", text, StringComparison.Ordinal);
            Assert.Contains("2.6.32-754.6.3.el6.x86_64", System.Net.WebUtility.HtmlDecode(text).Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RedactedThePageNamesNeitherHostNorFolderAnywhere()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("stucktrace").FullName, "acme-bank");
        Directory.CreateDirectory(folder);
        foreach (string file in (string[])["messages.log", "dirpro.ko"])
            File.Copy(Checkout.Sample("dirpro", file), Path.Combine(folder, file));
        DiagnosisResult result = Diagnosis.Run([folder], new DiagnosisOptions());
        Assert.Contains("acme-bank", Outputs.Html(result, Language.English), StringComparison.Ordinal);
        string html = Outputs.Html(Redactor.Redact(result), Language.English);
        Assert.All((string[])["acme-bank", "CTL_AH"], secret => Assert.False(html.Contains(secret, StringComparison.OrdinalIgnoreCase), Around(html, secret)));
        Assert.Contains("get_process_name", html, StringComparison.Ordinal);
    }

    [Fact]
    public void LogsOfLabAndFieldAreWellFormedInEveryFormat()
    {
        foreach (string log in Directory.GetFiles(Checkout.Shared("lab", "logs")).Concat(Directory.GetFiles(Checkout.Shared("corpus", "logs", "realworld"), "*.log")))
            AssertGood(Diagnosis.Run([log], new DiagnosisOptions()), Path.GetFileName(log));
    }
}
