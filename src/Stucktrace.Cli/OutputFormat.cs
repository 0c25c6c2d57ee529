namespace Stucktrace.Cli;

/// <summary>Formats that results are written in.</summary>
enum OutputFormat
{
    /// <summary>For a person at a terminal.</summary>
    Text,
    /// <summary>The fixed JSON of docs/formats.md.</summary>
    Json,
    /// <summary>For a ticket.</summary>
    Markdown,
    /// <summary>One self-contained page.</summary>
    Html,
    /// <summary>SARIF 2.1.0.</summary>
    Sarif,
}
