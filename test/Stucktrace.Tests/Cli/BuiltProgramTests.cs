using System.Diagnostics;
using Stucktrace.Cli.Commands;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Cli;

/// <summary>
/// What <c>./stucktrace</c> built is compiled to machine code, with all that nothing seems to refer to left out: it must say what the tested
/// assemblies say.
/// </summary>
public class BuiltProgramTests
{
    public static MatrixTheoryData<string, string> FormatsAndLanguages { get; } = new(["text", "json", "markdown", "html", "sarif"], ["en", "zh"]);

    [Theory]
    [MemberData(nameof(FormatsAndLanguages))]
    public void SaysTheSameAsTheLibrary(string format, string language)
    {
        string program = Program();
        string folder = Directory.CreateTempSubdirectory("stucktrace").FullName;
        try
        {
            string built = Path.Combine(folder, "built"), library = Path.Combine(folder, "library");
            string[] arguments = ["diagnose", "--format", format, "--lang", language, Checkout.Sample("dirpro"), "--output"];
            using (Process process = Process.Start(program, [.. arguments, built]))
            {
                Assert.True(process.WaitForExit(60_000), "the program hangs");
                Assert.Equal(0, process.ExitCode);
            }

            Assert.Equal(0, CommandTree.Run([.. arguments, library], language == "zh" ? Language.Chinese : Language.English));
            byte[] expected = File.ReadAllBytes(library);
            Assert.True(expected.Length > 1000);
            Assert.Equal(expected, File.ReadAllBytes(built));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // One that is older than the sources says nothing about them.
    static string Program()
    {
        string folder = Path.Combine(Checkout.Root, "artifacts", "stucktrace"), stamp = Path.Combine(folder, ".built");
        Assert.SkipUnless(File.Exists(stamp), "needs the program that ./stucktrace builds");
        DateTime newest = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc);
        Assert.SkipUnless(newest <= File.GetLastWriteTimeUtc(stamp), "needs ./stucktrace to build the program again: sources have changed");
        return Path.Combine(folder, OperatingSystem.IsWindows() ? "Stucktrace.Cli.exe" : "Stucktrace.Cli");
    }
}
