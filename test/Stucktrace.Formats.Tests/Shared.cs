namespace Stucktrace.Formats.Tests;

/// <summary>Finds material that is too large for the repository; tests that need it are skipped, visibly, where it is missing.</summary>
static class Shared
{
    public static string? Root { get; } = Find();

    public static string Folder(string path)
    {
        string? folder = Root is null ? null : Path.Combine(Root, path);
        if (folder is null || !Path.Exists(folder))
            Assert.Skip($"needs ../shared/{path}");
        return folder;
    }

    static string? Find()
    {
        if (Environment.GetEnvironmentVariable("STUCKTRACE_SHARED") is { Length: > 0 } named)
            return named;
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
        {
            string candidate = Path.Combine(d.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "corpus")))
                return candidate;
        }

        return null;
    }
}
