using Stucktrace.Tests.Support;

namespace Stucktrace.Tests;

/// <summary>Holds the folders in the order of docs/architecture.md: a stage may use those before it, never those after it.</summary>
public class ArchitectureTests
{
    static readonly string[] Order = ["Machine", "Kernel", "Code", "Dump", "Termination", "Incidents", "Attribution", "Reproduction", "Reporting"];

    [Fact]
    public void NoStageUsesALaterOne()
    {
        List<string> broken = [];
        for (int stage = 0; stage < Order.Length; stage++)
        {
            foreach (string file in Sources(Path.Combine("src", "Stucktrace", Order[stage])))
            {
                string text = File.ReadAllText(file);
                broken.AddRange(Order.Skip(stage + 1).Where(later => text.Contains($"Stucktrace.{later}", StringComparison.Ordinal)).Select(later => $"{file} uses {later}"));
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void ReadersHaveNoOpinion()
    {
        Assert.All(Sources(Path.Combine("src", "Stucktrace.Formats")), file =>
        {
            string text = File.ReadAllText(file);
            Assert.All(Order, stage => Assert.DoesNotContain($"Stucktrace.{stage}", text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void FilesAreSmall()
    {
        // Tables of facts may be long; they are data.
        string[] tables = ["Messages", "Findings", "Tables", "Table", "SystemCalls", "Functions"];
        string[] large =
        [
            .. Sources("src")
                .Where(file => !tables.Any(t => Path.GetFileNameWithoutExtension(file).EndsWith(t, StringComparison.Ordinal)))
                .Where(file => File.ReadLines(file).Count() > 500),
        ];
        Assert.Empty(large);
    }

    static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Checkout.Root, folder), "*.cs", SearchOption.AllDirectories);
}
