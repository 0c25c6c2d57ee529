using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Formats.Elf;
using Stucktrace.Tests.Loops;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination.Heaps;

/// <summary>Sources/walks.c, as each compiler makes it.</summary>
static class WalkModules
{
    static readonly Lazy<ImmutableArray<(string Build, ModuleCode Code)>> Made = new(Make);

    /// <summary>The builds, made once.</summary>
    internal static ImmutableArray<(string Build, ModuleCode Code)> All() => Made.Value;

    static ImmutableArray<(string Build, ModuleCode Code)> Make()
    {
        ImmutableArray<(string, ModuleCode)>.Builder made = ImmutableArray.CreateBuilder<(string, ModuleCode)>();
        foreach (string compiler in (string[])["gcc", "clang"])
        {
            foreach (string level in (string[])["-O1", "-O2", "-O3"])
            {
                if (Toolchain.Has(compiler) && Toolchain.Has("ld"))
                    made.Add(($"{compiler} {level}", Load(compiler, level)));
            }
        }

        return made.ToImmutable();
    }

    internal static ModuleCode Load(string compiler, string level, string source = "walks.c")
    {
        byte[] bytes = Toolchain.Build(Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "Termination", "Sources"), compiler, [source], level);
        return ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Read(bytes, source, _ => { })!));
    }
}
