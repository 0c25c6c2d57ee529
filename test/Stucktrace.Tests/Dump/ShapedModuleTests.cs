using Stucktrace.Dump;
using Stucktrace.Formats;

namespace Stucktrace.Tests.Dump;

/// <summary>Modules in memory of several eras.</summary>
public class ShapedModuleTests
{
    const ulong Base = 0xffff_ffff_c030_0000;

    static ShapedMachine Shaped(string release, out ulong module, Action<Dictionary<string, (int, int)>> fields, Action<Dictionary<string, Dictionary<string, (int, int)>>>? more = null)
    {
        ShapedMachine shaped = new(release, layouts =>
        {
            layouts["module"]["taints"] = (400, 8);
            layouts["module"]["args"] = (408, 8);
            fields(layouts["module"]);
            more?.Invoke(layouts);
        });
        shaped.Kernel.MapPages(Base, 0x4000);
        module = Base + 0x2040;
        shaped.Kernel.Append(shaped.Modules, module + 8);
        shaped.Kernel.Write(module + 24, "agent_mod\0"u8);
        shaped.Kernel.Write(module + 400, 0x3000UL);
        shaped.Kernel.Write(module + 408, shaped.Text("mode=2 name=x"));
        return shaped;
    }

    [Fact]
    public void CoreAndInitOfTheOldestKernels()
    {
        ShapedMachine shaped = Shaped("5.4", out ulong module, f =>
        {
            f["module_init"] = (300, 8);
            f["module_core"] = (308, 8);
            f["init_size"] = (316, 4);
            f["core_size"] = (320, 4);
            f["core_text_size"] = (328, 4);
        });
        shaped.Kernel.Write(module + 308, Base);
        shaped.Kernel.Write(module + 320, 0x4000);
        shaped.Kernel.Write(module + 328, 0x1800);
        LoadedModule read = Assert.Single(shaped.Read().Modules);
        Assert.Equal(("agent_mod", Base, 0x1800UL, "OE", "mode=2 name=x"), (read.Name, read.TextBase, read.TextSize, read.Taint, read.Arguments));
        Assert.Equal([new ModuleRegion("text", Base, 0x1800), new ModuleRegion("data", Base + 0x1800, 0x2800)], read.Regions);
    }

    [Fact]
    public void LayoutsOfTheKernelsBetween()
    {
        ShapedMachine shaped = Shaped("5.10", out ulong module, f =>
        {
            f["core_layout.base"] = (320, 8);
            f["core_layout.size"] = (328, 4);
            f["core_layout.text_size"] = (332, 4);
            f["core_layout.ro_size"] = (336, 4);
            f["core_layout.ro_after_init_size"] = (340, 4);
        });
        shaped.Kernel.Write(module + 320, Base);
        foreach ((ulong at, int size) in (ReadOnlySpan<(ulong, int)>)[(328, 0x4000), (332, 0x1000), (336, 0x2000), (340, 0x2000)])
            shaped.Kernel.Write(module + at, size);
        Assert.Equal(
            [new ModuleRegion("text", Base, 0x1000), new ModuleRegion("rodata", Base + 0x1000, 0x1000), new ModuleRegion("data", Base + 0x2000, 0x2000)],
            Assert.Single(shaped.Read().Modules).Regions);
    }

    [Fact]
    public void RegionsByKindOfTheNewest()
    {
        ShapedMachine shaped = Shaped("6.12", out ulong module, f => f["mem"] = (320, 7 * 24), l => l["module_memory"] = new(StringComparer.Ordinal) { ["base"] = (0, 8), ["size"] = (8, 4), ["rest"] = (16, 48) });
        Assert.Equal(64, Stucktrace.Formats.Tests.Vmcore.ShapedLayouts.SizeOf(shaped.Kernel.Shape.Layouts["module_memory"]));
        shaped.Kernel.Write(module + 320, Base);
        shaped.Kernel.Write(module + 328, 0x1000);
        shaped.Kernel.Write(module + 320 + 64, Base + 0x2000);
        shaped.Kernel.Write(module + 328 + 64, 0x1000);
        LoadedModule read = Assert.Single(shaped.Read().Modules);
        Assert.Equal([new ModuleRegion("text", Base, 0x1000), new ModuleRegion("data", Base + 0x2000, 0x1000)], read.Regions);
        Assert.True(read.HasCode(Base + 0xfff) && !read.HasCode(Base + 0x1000));
    }

    [Theory]
    [InlineData(true, 't', 1000, 2)]
    [InlineData(false, 'b', 1000, 2)]
    [InlineData(true, 't', 2, 1)]
    public void SymbolsWithTheirLetters(bool table, char letter, int limit, int read)
    {
        // Without typetab (up to 5.1) the letter lies in st_info.
        ShapedMachine shaped = Shaped(
            "5.4", out ulong module, f => f["kallsyms"] = (500, 8),
            l => l["mod_kallsyms"] = table
                ? new(StringComparer.Ordinal) { ["symtab"] = (0, 8), ["num_symtab"] = (8, 4), ["strtab"] = (16, 8), ["typetab"] = (24, 8) }
                : new(StringComparer.Ordinal) { ["symtab"] = (0, 8), ["num_symtab"] = (8, 4), ["strtab"] = (16, 8) });
        ulong own = shaped.Kernel.Allocate(64), symbols = shaped.Kernel.Allocate(24 * 4), names = shaped.Text("\0first\0second\0"), types = shaped.Text("?tTU");
        shaped.Kernel.Write(module + 500, own);
        shaped.Kernel.Write(own, symbols);
        shaped.Kernel.Write(own + 8, 4);
        shaped.Kernel.Write(own + 16, names);
        shaped.Kernel.Write(own + 24, types);
        // The empty one, two of the module's, one of somebody else's.
        foreach ((int index, int name, byte info, ushort section, ulong value) in (ReadOnlySpan<(int, int, byte, ushort, ulong)>)[(1, 1, (byte)'b', 1, Base + 8), (2, 7, (byte)'T', 1, Base + 16), (3, 1, (byte)'U', 0, 0)])
        {
            ulong at = symbols + (ulong)index * 24;
            shaped.Kernel.Write(at, name);
            shaped.Kernel.Write(at + 4, info);
            shaped.Kernel.Write(at + 6, section);
            shaped.Kernel.Write(at + 8, value);
        }

        LoadedModule loaded = Assert.Single(shaped.Read(new ReadLimits { MaxModuleSymbols = limit }).Modules);
        Assert.Equal(read, loaded.Symbols!.Count);
        Assert.Equal(("first", letter, Base + 8), (loaded.Symbols[0].Name, loaded.Symbols[0].Kind, loaded.Symbols[0].Address));
        Assert.Equal(limit < 4, shaped.Ids.Contains("VMC0825"));
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(1, 1, true)]
    public void SectionsOfTheKernelsBefore58(int limit, int read, bool said)
    {
        ShapedMachine shaped = Shaped("5.4", out ulong module, f => f["sect_attrs"] = (584, 8), l =>
        {
            l["module_sect_attrs"] = new(StringComparer.Ordinal) { ["nsections"] = (40, 4), ["attrs"] = (48, 64) };
            l["module_sect_attr"] = new(StringComparer.Ordinal) { ["name"] = (40, 8), ["address"] = (48, 8) };
        });
        ulong attributes = shaped.Kernel.Allocate(48 + 64 * 2);
        shaped.Kernel.Write(module + 584, attributes);
        shaped.Kernel.Write(attributes + 40, 2);
        shaped.Kernel.Write(attributes + 48 + 40, shaped.Text(".text"));
        shaped.Kernel.Write(attributes + 48 + 48, Base);
        shaped.Kernel.Write(attributes + 48 + 64 + 40, shaped.Text(".bss"));
        shaped.Kernel.Write(attributes + 48 + 64 + 48, Base + 0x3000);
        LoadedModule loaded = Assert.Single(shaped.Read(new ReadLimits { MaxModuleSections = limit }).Modules);
        Assert.Equal(new[] { new ModuleSection(".text", Base), new ModuleSection(".bss", Base + 0x3000) }[..read], loaded.Sections);
        Assert.Equal(said, shaped.Ids.Contains("VMC0824"));
    }

    [Fact]
    public void ABrokenListOfModulesIsSaid()
    {
        ShapedMachine shaped = Shaped("6.12", out ulong module, _ => { });
        shaped.Kernel.Write(module + 8, 0UL);
        Assert.Equal("agent_mod", Assert.Single(shaped.Read().Modules).Name);
        Assert.Equal(["VMC0822"], shaped.Ids);
    }
}
