using System.Diagnostics;
using System.Globalization;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Formats.Tests.Elf;

/// <summary>The lab's modules and some of Debian's as binutils and the kernel's own tables describe them.</summary>
public sealed class LabModuleTests
{
    static ModuleFile Open(string name) => ModuleFile.Open(Path.Combine(Shared.Folder("lab/ko"), name), d => Assert.Fail($"{d.Id} {string.Join(' ', d.Message.Arguments)}"))!;

    [Fact]
    public void TheFoundingModuleIsDescribed()
    {
        ModuleFile module = Open("dirpro.ko");
        Assert.Equal("dirpro", module.Name);
        Assert.Equal("6.1.0-56-amd64", module.KernelRelease);
        Assert.True(module.Info.Vermagic is { IsSmp: true, IsPreemptible: true, HasVersions: true });
        Assert.Equal("c1ec4dac404edc60e868987a4a22a4d2b0e11a4e", module.BuildId);
        Assert.False(module.IsStripped);
        Assert.Null(module.Signature);
        Assert.Equal(["patch_table", "patch_text"], module.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.All(module.Parameters, p => Assert.Equal("bool", p.Type));
        Assert.NotNull(module.Parameters[0].Variable);
        Assert.All(module.Imports, i => Assert.NotNull(i.Crc));
        Assert.Equal((0x138UL, 0x350UL, 896L), (module.ThisModule!.InitField, module.ThisModule.ExitField, module.ThisModule.Size));
        Assert.Equal(".init.text", module.Elf.Sections[module.ThisModule.Init!.Value.Section].Name);
        Assert.Equal((4, 6, 5, 2, 34), (module.PatchSites.FtraceCalls.Length, module.PatchSites.Alternatives.Length, module.PatchSites.Returns.Length, module.PatchSites.Retpolines.Length,
            module.PatchSites.OrcAddresses.Length));
        Assert.Contains(module.Compilers, c => c.StartsWith("GCC", StringComparison.Ordinal));
        Assert.True(Open("stripped/dirpro_rcu_stripped.ko").IsStripped);
        Assert.Contains(Open("clang/dirpro.ko").Compilers, c => c.Contains("clang", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lab")]
    [InlineData("debian")]
    public void SymbolsAndRelocationsAreThoseOfReadelf(string from)
    {
        string[] paths = from == "lab" ? [.. Directory.EnumerateFiles(Shared.Folder("lab/ko"), "*.ko", SearchOption.AllDirectories)]
            : [Path.Combine(DebianKernel.Modules, "fs/fuse/fuse.ko"), Path.Combine(DebianKernel.Modules, "net/key/af_key.ko")];
        foreach (string path in paths)
        {
            ElfFile file = ModuleFile.Open(path, d => Assert.Fail(d.Id))!.Elf;
            string[] symbols = [.. Readelf("-sW " + path).Where(l => l.Length > 7 && l[6] == ':' && char.IsAsciiDigit(l[5])).Select(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Select(w => $"{w[1]} {w[3]} {w[4]} {(w.Length > 7 ? w[7] : string.Empty)}")];
            Assert.Equal(symbols, file.Symbols.Select(s => $"{s.Value:x16} {Type(s)} {s.Binding.ToString().ToUpperInvariant()} {(s.Type == ElfSymbolType.Section ? file.Sections[s.SectionIndex].Name : s.Name)}"));
            int expected = Readelf("-rW " + path).Count(l => l.Contains("R_X86_64_", StringComparison.Ordinal));
            Assert.Equal(expected, file.Sections.Sum(s => file.RelocationsOf(s).Length));
            Assert.Equal(file.Sections.Length, Readelf("-hW " + path).Where(l => l.Contains("Number of section headers", StringComparison.Ordinal)).Select(l => int.Parse(l.Split(':')[1], CultureInfo.InvariantCulture)).Single());
        }

        static string Type(ElfSymbol symbol) => symbol.Type switch
        {
            ElfSymbolType.None => "NOTYPE",
            ElfSymbolType.Function => "FUNC",
            _ => symbol.Type.ToString().ToUpperInvariant(),
        };
    }

    [Fact]
    public void SignaturesAndExportsOfDebiansModules()
    {
        ModuleFile module = ModuleFile.Open(Path.Combine(DebianKernel.Modules, "fs/fuse/fuse.ko"), d => Assert.Fail(d.Id))!;
        Assert.Equal(("PKCS#7", "sha256"), (module.Signature!.Format, module.Signature.Hash));
        Assert.False(string.IsNullOrEmpty(module.Signature.Signer));
        Assert.Equal(28 + 12, new FileInfo(module.Path).Length - module.Signature.Offset - module.Signature.Length);
        // The symbol table names every export once more: __ksymtab_NAME.
        Assert.Equal(module.Elf.Symbols.Where(s => s.Name.StartsWith("__ksymtab_", StringComparison.Ordinal)).Select(s => s.Name["__ksymtab_".Length..]).Order(StringComparer.Ordinal),
            module.Exports.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Contains(module.Exports, e => e.IsGplOnly);
    }

    [Theory]
    [InlineData("gzip", ".gz")]
    [InlineData("xz --check=crc32", ".xz")]
    [InlineData("zstd -q --rm", ".zst")]
    public void PackedModulesAreRead(string packer, string ending)
    {
        string path = Path.Combine(Path.GetTempPath(), $"stucktrace-{Guid.NewGuid():n}.ko");
        File.WriteAllBytes(path, File.ReadAllBytes(Path.Combine(Shared.Folder("lab/ko"), "dirpro.ko")));
        try
        {
            string[] words = packer.Split(' ', 2);
            Run(words[0], (words.Length > 1 ? words[1] + " " : string.Empty) + path);
            Assert.Equal("dirpro", ModuleFile.Open(path + ending, d => Assert.Fail(d.Id))!.Name);
        }
        finally
        {
            File.Delete(path);
            File.Delete(path + ending);
        }
    }

    static string[] Readelf(string arguments) => Run("readelf", arguments).Split('\n');

    static string Run(string program, string arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"needs {program}");
            throw;
        }
    }
}
