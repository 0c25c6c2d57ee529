using System.Security.Cryptography;

namespace Stucktrace.Formats.IO;

/// <summary>Hashes an input as it lies on disk.</summary>
public static class InputHash
{
    /// <summary>Starts hashing on another thread.</summary>
    /// <param name="input">The input.</param>
    /// <returns>SHA-256 in lower-case hexadecimal; null for standard input and for what can't be read.</returns>
    public static Task<string?> Start(InputFile input)
    {
        if (!input.Readable || input.Once is not null)
            return Task.FromResult<string?>(null);
        string path = input.Path;
        return Task.Factory.StartNew(() => Compute(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    static string? Compute(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
