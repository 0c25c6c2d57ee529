using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Stucktrace.Formats.Tests.KernelLog;

/// <summary>Packs text for tests.</summary>
static class Packed
{
    public static byte[] Gzip(string text)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionMode.Compress))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }

    /// <summary>Packs with a tool of the system; the test is skipped, visibly, where it is missing.</summary>
    public static byte[] With(string tool, string text) => With(tool, Encoding.UTF8.GetBytes(text));

    public static byte[] With(string tool, byte[] content)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(tool, "-c") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
            Task writing = Task.Run(() =>
            {
                process.StandardInput.BaseStream.Write(content);
                process.StandardInput.Close();
            });
            using MemoryStream target = new();
            process.StandardOutput.BaseStream.CopyTo(target);
            writing.Wait();
            process.WaitForExit();
            return target.ToArray();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"needs {tool}");
            throw;
        }
    }
}
