namespace Stucktrace.Reporting.Messages;

/// <summary>Texts of the HTML page that no other output has.</summary>
static class PageMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts.Add("page.skip", new("Skip to the verdict", "跳到结论"));
        texts.Add("page.language", new("Language", "语言"));
        texts.Add("page.theme", new("Colours", "配色"));
        texts.Add("page.theme.auto", new("auto", "自动"));
        texts.Add("page.theme.light", new("light", "浅色"));
        texts.Add("page.theme.dark", new("dark", "深色"));
    }
}
