namespace Stucktrace.Tests.Support;

/// <summary>Compares with a file that is kept in the repository; <c>UPDATE_GOLDEN=1</c> writes the file instead.</summary>
static class Golden
{
    internal static void Check(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
