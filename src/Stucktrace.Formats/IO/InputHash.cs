using System.Security.Cryptography;

namespace Stucktrace.Formats.IO;

/// <summary>Hashes inputs as they lie on disk.</summary>
public static class InputHash
{
    /// <summary>Starts hashing the inputs, one after the other, on another thread.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <returns>For each input its SHA-256 in lower-case hexadecimal; null for standard input and for what can't be read.</returns>
    public static Task<string?[]> Start(IReadOnlyList<InputFile> inputs) =>
        Task.Factory.StartNew(() => inputs.Select(Compute).ToArray(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    static string? Compute(InputFile input)
    {
        if (!input.Readable || input.Once is not null)
            return null;
        try
        {
            using FileStream file = new(input.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
