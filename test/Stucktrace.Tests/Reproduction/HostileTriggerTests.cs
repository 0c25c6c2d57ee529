using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Recipes;
using Stucktrace.Reproduction.Triggers;
using Stucktrace.Tests.Entries;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reproduction;

/// <summary>Damaged modules: a way in is looked for as far as it goes, without an exception, and whatever is found can be written down as C.</summary>
public sealed class HostileTriggerTests
{
    static int Count(int usual) => int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : usual;

    static byte[] Changed(byte[] seed, Random random)
    {
        byte[] bytes = [.. seed];
        for (int change = random.Next(1, 16); change > 0; change--)
            bytes[random.Next(64, bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    [Fact]
    public void WaysIntoMutatedModulesAreLookedFor()
    {
        byte[][] seeds = [BuiltModule.Compile("files.c", "gcc", "-O2"), BuiltModule.Compile("files.c", "gcc", "-O1"), File.ReadAllBytes(Checkout.Sample("dirpro", "dirpro.ko"))];
        Random random = new(77);
        int found = 0;
        for (int i = Count(400); i > 0; i--)
        {
            if (ModuleFile.Read(Changed(seeds[random.Next(seeds.Length)], random), "x.ko", _ => { }) is not { } file)
                continue;
            ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(file));
            ModuleResult module = new() { Path = "x.ko", File = file, Code = code, Entries = ModuleEntries.Of(code) };
            CallFinder finder = new(module, TriggerLimits.Default);
            foreach (Function function in code.Functions.Take(40))
            {
                TriggerCall call = finder.To(new TriggerPlace(function, function.Entry));
                System.Text.StringBuilder text = new();
                new CallSource(text, call, m => m.Render(Language.English)).Write("enter");
                Assert.Contains("static long", text.ToString(), StringComparison.Ordinal);
                found += call.Kind is TriggerWayKind.NotDerived ? 0 : 1;
            }
        }

        // Most changes hit what does not matter: the ways are found all the same.
        Assert.True(found > 0);
    }

    [Fact]
    public void WholePlansOfMutatedModulesAreMade()
    {
        byte[] seed = File.ReadAllBytes(Checkout.Sample("dirpro", "dirpro.ko"));
        string path = Path.Combine(Path.GetTempPath(), $"stucktrace-{Guid.NewGuid():n}.ko");
        Random random = new(78);
        try
        {
            for (int i = Count(25); i > 0; i--)
            {
                File.WriteAllBytes(path, Changed(seed, random));
                ModuleResult module = ModuleInspection.Run(path, new ModuleOptions());
                if (PlanBuilder.Of(module, PlanFocus.Anything) is { } plan)
                    Assert.Contains("int main(", TriggerProgram.Of(plan, m => m.Render(Language.Chinese)), StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
