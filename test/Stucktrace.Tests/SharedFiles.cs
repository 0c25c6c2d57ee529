namespace Stucktrace.Tests;

/// <summary>Finds the folder of corpora that lies beside the checkout; tests that need it are skipped visibly where it is missing.</summary>
static class SharedFiles
{
    public static string Root
    {
        get
        {
            string? root = Environment.GetEnvironmentVariable("STUCKTRACE_SHARED") ?? Search();
            if (root is null || !Directory.Exists(root))
                Assert.Skip("The shared/ folder with the corpora is not beside this checkout.");
            return root;
        }
    }

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    static string? Search()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(System.IO.Path.Combine(candidate, "corpus")))
                return candidate;
        }

        return null;
    }
}
