using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Entries;

/// <summary>Damaged modules: what they do to the kernel is told as far as it can be, without an exception and in bounded time.</summary>
public sealed class HostileEntriesTests
{
    [Fact]
    public void MutatedModulesAreLookedThrough()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 1500;
        byte[][] seeds =
        [
            .. Directory.EnumerateFiles(Checkout.Shared("lab", "ko"), "*.ko", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
            .. ((string[])["el6_hooks.c", "helper_hooks.c", "copied_jump.c", "traced_hooks.c", "harmless.c"]).Select(s => BuiltModule.Compile(s, "gcc", "-O2")),
        ];
        Random random = new(62);
        Stopwatch watch = new();
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = [.. seeds[random.Next(seeds.Length)]];
            for (int change = random.Next(1, 24); change > 0; change--)
            {
                // Code, relocations and symbols: the headers are the reader's own test.
                int at = random.Next(64, bytes.Length - 8);
                if (random.Next(3) == 0)
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), random.Next(-16, 64));
                else
                    bytes[at] = (byte)random.Next(256);
            }

            watch.Restart();
            if (ModuleFile.Read(bytes, "x.ko", _ => { }) is { } module)
            {
                ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(module));
                ModuleEntries entries = ModuleEntries.Of(code);
                foreach (Function function in code.Functions)
                    _ = entries.PathTo(function)?.ToString();
            }

            Assert.True(watch.ElapsedMilliseconds < 10_000, $"file {i} took {watch.ElapsedMilliseconds} ms");
        }
    }

    [Theory]
    [InlineData(5_000, true)]
    [InlineData(25_000, false)]
    public void AFunctionOfVeryManyBlocksIsPassedOver(int branches, bool complete)
    {
        string source = Path.Combine(Path.GetTempPath(), $"stucktrace-{Guid.NewGuid():n}.c");
        string jumps = string.Concat(Enumerable.Range(0, branches).Select(i => $"__asm__ volatile goto (\"jz %l0\" :::: out{i % 8});\n"));
        string outs = string.Concat(Enumerable.Range(0, 8).Select(i => $"out{i}: sink = (void *)many;\n"));
        File.WriteAllText(source, $"extern int misc_register(void *); void *sink; int many(void) {{ {jumps}\n{outs} return misc_register((void *)many); }}");
        try
        {
            Stopwatch watch = Stopwatch.StartNew();
            Assert.Equal(complete, ModuleEntries.Of(BuiltModule.Code(source, "gcc", "-O1")).IsComplete);
            Assert.True(watch.ElapsedMilliseconds < 30_000);
        }
        finally
        {
            File.Delete(source);
        }
    }
}
