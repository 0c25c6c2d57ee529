namespace Stucktrace.Reporting;

/// <summary>A language that users are spoken to in.</summary>
public enum Language
{
    /// <summary>English.</summary>
    English,
    /// <summary>Simplified Chinese.</summary>
    Chinese,
}
