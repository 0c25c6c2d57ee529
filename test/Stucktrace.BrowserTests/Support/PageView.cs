namespace Stucktrace.BrowserTests.Support;

/// <summary>How a page is looked at.</summary>
/// <param name="Width">Width of the window in CSS pixels.</param>
/// <param name="Dark">Whether the system prefers dark colours.</param>
public sealed record PageView(int Width = 1440, bool Dark = false)
{
    /// <summary>Height of the window in CSS pixels.</summary>
    public int Height { get; init; } = 900;

    /// <summary>Language that the browser asks for.</summary>
    public string Locale { get; init; } = "en-US";

    /// <summary>Whether scripts run.</summary>
    public bool Scripts { get; init; } = true;

    /// <summary>The four views of which screenshots are kept.</summary>
    public static TheoryData<int, bool> Kept { get; } = new() { { 1440, false }, { 1440, true }, { 360, false }, { 360, true } };

    public override string ToString() => $"{Width}-{(Dark ? "dark" : "light")}{(Scripts ? "" : "-no-script")}";
}
