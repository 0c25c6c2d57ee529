using Stucktrace.Reporting;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Tests.Reporting;

public class TextReportTests
{
    static string Write(DiagnosisResult result, Language language, TextStyle style)
    {
        using StringWriter writer = new();
        TextReport.Write(result, writer, language, style);
        return writer.ToString();
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void NoLineIsWiderThanTheTerminal(int width)
    {
        foreach (Language language in Enum.GetValues<Language>())
        {
            string text = Write(HandMade.FoundingCase(), language, new TextStyle(width));
            Assert.All(text.Split('\n'), line => Assert.True(ColumnWidth.Of(line) <= width, line));
        }
    }

    [Fact]
    public void WithoutUnicodeEnglishIsAscii()
    {
        DiagnosisResult plain = HandMade.FoundingCase();
        string text = Write(plain, Language.English, new TextStyle(Unicode: false)).Replace("«", "", StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => c > '~');
    }

    [Fact]
    public void TheFirstLineStandsOnItsOwn()
    {
        string text = Write(HandMade.FoundingCase(), Language.English, new TextStyle(200));
        Assert.StartsWith("STRONG [ST1401]: «dirpro never leaves get_process_name+0x50", text, StringComparison.Ordinal);
        string screen = string.Join('\n', text.Split('\n').Take(24));
        foreach (string expected in (string[])["CPU 1", "wsssr_defence_d[27392]", "kill(pid=27388", "18:35:19", "crond[28259]", "add dirpro.ko", "hardware errors", "slow console", "no dirpro.ko was given", "unload"])
            Assert.Contains(expected, screen, StringComparison.Ordinal);
    }

    [Fact]
    public void ColourIsTheOnlyEscape()
    {
        string coloured = Write(HandMade.FoundingCase(), Language.English, new TextStyle(Colour: true));
        Assert.Contains("\x1b[1;31m", coloured, StringComparison.Ordinal);
        string plain = Write(HandMade.FoundingCase(), Language.English, new TextStyle());
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\x1b\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\x1b[2J", @"\x1b[2J")]
    [InlineData("a\u202eb\u200bc\u2066", @"a\u202eb\u200bc\u2066")]
    [InlineData("\u009b31m\0", @"\x9b31m\x00")]
    [InlineData("\U000e0041", @"\U000e0041")]
    [InlineData("tab\tstays", "tab stays")]
    [InlineData("中文，é", "中文，é")]
    [InlineData("z\u0301\u0302\u0303", "z\u0301\\u0302\\u0303")]
    public void WhatWouldHideIsWrittenOut(string text, string expected)
    {
        Assert.Equal(expected, VisibleText.Of(text));
        Assert.Equal(expected, VisibleText.Of(expected));
    }

    [Fact]
    public void HalfACharacterIsWrittenOutToo() => Assert.Equal(@"lone\ud83d end", VisibleText.Of("lone\ud83d end"));

    [Theory]
    [InlineData("中文 a", 6)]
    [InlineData("soft lockup（软死锁）", 21)]
    [InlineData("é", 1)]
    [InlineData("👍", 2)]
    public void EastAsianCharactersTakeTwoColumns(string text, int columns) => Assert.Equal(columns, ColumnWidth.Of(text));

    [Theory]
    [InlineData(null, null, null, "zh_CN.UTF-8", Language.Chinese)]
    [InlineData("en", "zh_CN.UTF-8", null, null, Language.English)]
    [InlineData(null, "C", null, "zh_CN.UTF-8", Language.English)]
    [InlineData(null, "", "zh_TW", "en_US.UTF-8", Language.Chinese)]
    [InlineData(null, null, null, null, Language.English)]
    public void TheLanguageIsTheOneAskedForElseTheLocale(string? option, string? all, string? messages, string? lang, Language expected)
    {
        Language chosen = LanguageChoice.From(option, name => name switch { "LC_ALL" => all, "LC_MESSAGES" => messages, "LANG" => lang, _ => null });
        Assert.Equal(expected, chosen);
    }
}
