namespace Stucktrace.Tests.Support;

/// <summary>Where things lie: the checkout, its samples, and the shared material beside it, which a user's clone does not have.</summary>
static class Checkout
{
    internal static string Root { get; } = FindRoot();

    internal static string Sample(params ReadOnlySpan<string> parts) => Path.Combine([Root, "samples", .. parts]);

    /// <summary>Where the shared material lies, if it is there.</summary>
    internal static string SharedFolder => Environment.GetEnvironmentVariable("STUCKTRACE_SHARED") ?? Path.Combine(Root, "..", "shared");

    /// <summary>A path below <c>../shared</c>; skips the test, visibly, where that is missing.</summary>
    internal static string Shared(params ReadOnlySpan<string> parts)
    {
        string path = Path.Combine([SharedFolder, .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"needs {path}, which is not part of the product");
        return path;
    }

    static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Stucktrace.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests run from a checkout");
    }
}
