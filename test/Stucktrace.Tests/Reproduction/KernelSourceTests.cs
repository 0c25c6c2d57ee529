using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Packages;
using Stucktrace.Formats.Tests.Packages;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Guests;

namespace Stucktrace.Tests.Reproduction;

public sealed class KernelSourceTests : IDisposable
{
    const string Release = "6.1.0-1-amd64";
    const string Modules = "./lib/modules/" + Release + "/";

    readonly string _root = Directory.CreateTempSubdirectory("kernel-source-").FullName;
    readonly List<Message> _told = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    string Work => Path.Combine(_root, "work");

    string Put(string path, byte[] content)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    BootableKernel? Open(string[] paths, string[] modules, GuestLimits? limits = null, string? release = null) =>
        KernelSource.Open(paths, Work, modules, _told.Add, limits, release);

    string[] Unpacked => [.. Directory.EnumerateFiles(Path.Combine(Work, "modules")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    static (string, byte[])[] Files(string root = Modules) =>
    [
        ("./boot/System.map-" + Release, "ffffffff81000000 T _text\n"u8.ToArray()),
        ("./boot/vmlinuz-" + Release, MadeModule.Image(Release)),
        (root + "kernel/a.ko", MadeModule.Of("a", Release)),
        (root + "kernel/b-b.ko", MadeModule.Of("b_b", Release, "a", "c")),
        (root + "kernel/c.ko.gz", PackageMaker.Gzip(MadeModule.Of("c", Release))),
        (root + "kernel/other.ko", MadeModule.Of("other", Release)),
        (root + "modules.builtin", "kernel/drivers/built-in.ko\n"u8.ToArray()),
    ];

    [Fact]
    public void APackageGivesTheKernelAndWhatIsWantedWithItsDependencies()
    {
        BootableKernel? kernel = Open([Put("k.deb", PackageMaker.Deb(Files()))], ["b_b", "built_in", "nowhere"]);
        Assert.Empty(_told);
        Assert.Equal(Release, kernel!.Release);
        Assert.Equal(MadeModule.Image(Release), File.ReadAllBytes(kernel.ImagePath));
        Assert.Equal(["a.ko", "b-b.ko", "c.ko.gz", "modules.builtin"], Unpacked);
        ImmutableArray<GuestModule>? order = ModuleOrder.Of(kernel, [], ["b_b", "built_in", "nowhere"], _told.Add);
        Assert.Equal(["a", "c", "b_b"], order!.Value.Select(m => m.Name));
        Assert.Equal(["guest.module.missing"], _told.Select(m => m.Id));
    }

    [Fact]
    public void AnRpmAndASplitPackageDoToo()
    {
        (string, byte[])[] files = Files("/usr/lib/modules/" + Release + "/");
        BootableKernel? kernel = Open([Put("image.rpm", PackageMaker.Rpm(files[..2])), Put("modules.rpm", PackageMaker.Rpm(files[2..]))], ["b_b"]);
        Assert.Equal(Release, kernel?.Release);
        Assert.Equal(["a.ko", "b-b.ko", "c.ko.gz"], Unpacked);
    }

    [Fact]
    public void NothingIsWrittenOutsideOfTheWorkFolder()
    {
        byte[] module = MadeModule.Of("a", Release);
        string deb = Put("k.deb", PackageMaker.Deb(
            ("./boot/vmlinuz-" + Release, MadeModule.Image(Release)),
            ("../../../../../../tmp/stucktrace-escaped/lib/modules/x/a.ko", module),
            ("/lib/modules/../../a.ko", module),
            ("boot/../../vmlinuz", MadeModule.Image("escaped"))));
        Directory.CreateDirectory(Work);
        // A link where the image goes: it is replaced, not followed.
        string target = Put("untouched", "untouched"u8.ToArray());
        File.CreateSymbolicLink(Path.Combine(Work, "vmlinuz"), target);
        Assert.Equal(Release, Open([deb], ["a"])?.Release);
        Assert.Equal("untouched", File.ReadAllText(target));
        Assert.Equal(["k.deb", "untouched", "work"], Directory.EnumerateFileSystemEntries(_root).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists("/tmp/stucktrace-escaped"));
    }

    [Fact]
    public void AFileThatIsTooLargeIsNotUnpacked()
    {
        string deb = Put("k.deb", PackageMaker.Deb(Files()));
        int size = MadeModule.Image(Release).Length;
        Assert.NotNull(Open([deb], [], new GuestLimits { MaxFileBytes = size }));
        Assert.Null(Open([deb], [], new GuestLimits { MaxFileBytes = size - 1 }));
        Assert.Equal("guest.package.problem", _told.Single().Id);
        Assert.Equal("guest.package.file-too-large", ((Message)_told.Single().Arguments[1]).Id);
    }

    [Fact]
    public void ADamagedPackageIsSaid()
    {
        byte[] deb = PackageMaker.Deb(Files());
        Assert.Null(Open([Put("k.deb", deb[..(deb.Length / 2)])], ["other"]));
        Assert.Equal("guest.package.problem", _told.Single().Id);
    }

    [Theory]
    [InlineData("boot", "lib/modules")]
    [InlineData("boot", "usr/lib/modules")]
    [InlineData("lib/modules/" + Release, "lib/modules")]
    public void AFolderAndAnImageLeadToTheirModules(string images, string modules)
    {
        string image = Put($"{images}/vmlinuz{(images == "boot" ? "-" + Release : "")}", MadeModule.Image(Release));
        string module = Put($"{modules}/{Release}/kernel/a.ko", MadeModule.Of("a", Release));
        BootableKernel expected = new(image, Release, Path.Combine(_root, modules, Release));
        Assert.Equal(expected, Open([_root], []));
        Assert.Equal(expected, Open([image], []));
        Assert.Equal([module], ModuleOrder.Of(expected, [], ["a"], _told.Add)!.Value.Select(m => m.Source));
    }

    [Fact]
    public void AFolderWithSeveralKernelsGivesTheOneWanted()
    {
        Put("boot/vmlinuz-1", MadeModule.Image("6.1.0-1-amd64"));
        Put("boot/vmlinuz-2", MadeModule.Image("6.1.0-2-amd64"));
        Assert.Null(Open([_root], []));
        Assert.Equal("6.1.0-2-amd64", Open([_root], [], release: "6.1.0-2-amd64")?.Release);
        Assert.Null(Open([_root], [], release: "6.1.0-3-amd64"));
        Assert.Equal(["guest.kernel.several", "guest.kernel.other-release"], _told.Select(m => m.Id));
    }

    [Fact]
    public void WhatIsNoKernelIsSaid()
    {
        Assert.Null(Open([], []));
        Assert.Null(Open(["/nowhere"], []));
        Assert.Null(Open([Put("text", "text"u8.ToArray())], []));
        Assert.Null(Open([Put("narrow", MadeModule.Image(Release, wide: false))], []));
        Assert.Null(Open([Put("nameless", MadeModule.Image("\u0001"))], []));
        Assert.Null(Open([Put("headers.deb", PackageMaker.Deb(("./usr/src/a", [1])))], []));
        Assert.Null(Open([Directory.CreateDirectory(Path.Combine(_root, "empty")).FullName], []));
        Assert.Equal(
            ["guest.kernel.none", "guest.kernel.missing", "guest.kernel.unknown", "guest.kernel.not-64-bit", "guest.kernel.no-release", "guest.kernel.no-image-in-package", "guest.kernel.no-image-in-folder"],
            _told.Select(m => m.Id));
    }

    [Fact]
    public void PackagesWithLimitsOfTheirOwn()
    {
        string deb = Put("k.deb", PackageMaker.Deb(Files()));
        Assert.Null(Open([deb], ["nowhere"], new GuestLimits { Package = new PackageLimits { MaxEntries = 3 } }));
        Assert.Equal("package.too-many-entries", ((Message)_told.Single().Arguments[1]).Id);
    }

    [Theory]
    [InlineData("6.1.0-56-amd64", "guest.fetch.debian")]
    [InlineData("6.8.0-45-generic", "guest.fetch.ubuntu")]
    [InlineData("2.6.32-754.el6.x86_64", "guest.fetch.rhel")]
    [InlineData("5.14.0-427.el9.x86_64", "guest.fetch.rpm")]
    [InlineData("6.9.1", "guest.fetch.unknown")]
    [InlineData("6.1.0$(reboot)-amd64", "guest.fetch.unknown")]
    public void AModuleForAnotherKernelNamesBothAndWhatToFetch(string release, string hint)
    {
        BootableKernel kernel = new("vmlinuz", Release, null);
        string module = Put("m.ko", MadeModule.Of("m", release));
        Assert.Null(ModuleOrder.Of(kernel, [module], [], _told.Add));
        Message told = _told.Single();
        Assert.Equal("guest.module.other-kernel", told.Id);
        Assert.Equal([module, release, Release], told.Arguments.Take(3));
        Assert.Equal(hint, ((Message)told.Arguments[3]).Id);
    }

    [Fact]
    public void ModulesUnderTestComeLastAndAfterEachOther()
    {
        Put("lib/a.ko", MadeModule.Of("a", Release));
        string second = Put("second.ko", MadeModule.Of("second", Release, "first", "a")), first = Put("first.ko", MadeModule.Of("first", Release));
        ImmutableArray<GuestModule>? order = ModuleOrder.Of(new BootableKernel("vmlinuz", Release, Path.Combine(_root, "lib")), [second, first], [], _told.Add);
        Assert.Equal(["first", "a", "second"], order!.Value.Select(m => m.Name));
    }

    [Fact]
    public void AMissingDependencyIsSaid()
    {
        BootableKernel kernel = new("vmlinuz", Release, null);
        Assert.Null(ModuleOrder.Of(kernel, [Put("m.ko", MadeModule.Of("m", Release, "absent"))], [], _told.Add));
        Assert.Null(ModuleOrder.Of(kernel, [Put("t.ko", "text"u8.ToArray())], [], _told.Add));
        Assert.Equal(["guest.module.missing-dependency", "guest.module.unreadable"], _told.Select(m => m.Id));
    }

    [Fact]
    public void ModulesAreLimited()
    {
        for (int i = 0; i < 5; i++)
            Put($"lib/m{i}.ko", MadeModule.Of($"m{i}", Release, i == 0 ? [] : [$"m{i - 1}"]));
        BootableKernel kernel = new("vmlinuz", Release, Path.Combine(_root, "lib"));
        Assert.Equal(5, ModuleOrder.Of(kernel, [], ["m4"], _told.Add, new GuestLimits { MaxLoadedModules = 5, MaxModuleFiles = 5 })!.Value.Length);
        Assert.Empty(_told);
        ModuleOrder.Of(kernel, [], ["m4"], _told.Add, new GuestLimits { MaxLoadedModules = 4 });
        ModuleOrder.Of(kernel, [], [], _told.Add, new GuestLimits { MaxModuleFiles = 4 });
        Assert.Equal(["guest.module.too-many", "guest.module.too-many-files"], _told.Select(m => m.Id));
    }

    [Fact]
    public void ModulesInACircleAreNoEndlessLoop()
    {
        Put("lib/a.ko", MadeModule.Of("a", Release, "b"));
        Put("lib/b.ko", MadeModule.Of("b", Release, "a"));
        Assert.Equal(2, ModuleOrder.Of(new BootableKernel("vmlinuz", Release, Path.Combine(_root, "lib")), [], ["a"], _told.Add)!.Value.Length);
    }

    // What the guest can't do without has to be built in: it has no module that would bring it.
    [Theory]
    [InlineData("=y", null)]
    [InlineData("=m", "CONFIG_SERIAL_8250_CONSOLE")]
    [InlineData(" is not set", "CONFIG_SERIAL_8250_CONSOLE")]
    public void AKernelWithoutASerialConsoleIsSaidToBeOfNoUse(string value, string? missing)
    {
        string config = string.Concat(GuestNeeds.Options.Select(o => o == "SERIAL_8250_CONSOLE" ? $"CONFIG_{o}{value}\n" : $"CONFIG_{o}=y\n"));
        BootableKernel? kernel = Open([Put("k.deb", PackageMaker.Deb([("./boot/config-" + Release, System.Text.Encoding.ASCII.GetBytes(config)), .. Files()]))], []);
        Message? told = GuestNeeds.Missing(kernel!);
        Assert.Equal(missing is not null, told is not null);
        if (missing is not null)
            Assert.Contains(missing, told!.Render(Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void AConfigurationIsReadUpToItsLimit()
    {
        string config = Put("config", "CONFIG_MODULES=y\n"u8.ToArray());
        BootableKernel kernel = new("vmlinuz", Release, null) { ConfigPath = config };
        Assert.NotNull(GuestNeeds.Missing(kernel, GuestLimits.Default with { MaxConfigBytes = 17 }));
        Assert.Null(GuestNeeds.Missing(kernel, GuestLimits.Default with { MaxConfigBytes = 16 }));
    }

    [Fact]
    public void WithoutItsConfigurationNothingIsSaidOfAKernel() => Assert.Null(GuestNeeds.Missing(Open([Put("k.deb", PackageMaker.Deb(Files()))], [])!));
}
