using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Modules;
using Stucktrace.Reporting.Text;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination;

/// <summary>
/// Everything that is done with a module file, on files whose code, relocations and symbols were changed at random: loops read, executed, proven,
/// listed and written out. Never an exception, never a hang, and no control character in what is shown.
/// </summary>
public class HostileModuleTests
{
    [Fact]
    public void ChangedModulesAreExaminedToTheEnd()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 300;
        byte[][] seeds = [.. Directory.EnumerateFiles(Checkout.Shared("lab", "ko"), "*.ko", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        Random random = new(20261122);
        Stopwatch watch = new();
        long slowest = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = [.. seeds[random.Next(seeds.Length)]];
            for (int change = random.Next(1, 12); change > 0; change--)
            {
                // The first kilobytes hold the code and what it refers to.
                int at = random.Next(64, Math.Min(bytes.Length - 8, random.Next(2) == 0 ? 600 : bytes.Length));
                if (random.Next(4) == 0)
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), random.Next(-64, 64));
                else
                    bytes[at] = (byte)random.Next(256);
            }

            watch.Restart();
            List<InputDiagnostic> diagnostics = [];
            if (ModuleFile.Read(bytes, "changed.ko", diagnostics.Add) is { } file)
                Show(ModuleInspection.Inspect("changed.ko", file, new ModuleOptions(), diagnostics, diagnostics.Add));
            slowest = Math.Max(slowest, watch.ElapsedMilliseconds);
            Assert.True(watch.ElapsedMilliseconds < 60_000, $"file {i} took {watch.ElapsedMilliseconds} ms");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} files, the slowest {slowest} ms");
    }

    static void Show(ModuleResult result)
    {
        using StringWriter text = new();
        ModuleText.Write(result, text, Language.English, new TextStyle());
        Assert.DoesNotContain(text.ToString(), c => char.IsControl(c) && c != '\n');
        using MemoryStream json = new();
        ModuleJson.Write(result, json, Language.Chinese);
        json.Position = 0;
        using System.Text.Json.JsonDocument parsed = System.Text.Json.JsonDocument.Parse(json);
    }
}
