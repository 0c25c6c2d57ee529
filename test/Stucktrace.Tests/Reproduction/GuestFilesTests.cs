using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Formats.Packages;
using Stucktrace.Reproduction.Guests;

namespace Stucktrace.Tests.Reproduction;

public sealed class GuestFilesTests : IDisposable
{
    static readonly InitramfsFile[] Files =
    [
        new("init", InitramfsFile.Executable, "#!init"u8.ToArray()),
        new("lib/modules/b.ko", InitramfsFile.Plain, new byte[] { 1, 2, 3 }),
        new("lib/modules/a.ko", InitramfsFile.Plain, ReadOnlyMemory<byte>.Empty),
    ];

    readonly string _root = Directory.CreateTempSubdirectory("guest-files-").FullName;
    readonly List<Message> _told = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    static byte[] Write(IEnumerable<InitramfsFile> files)
    {
        using MemoryStream output = new();
        InitramfsWriter.Write(output, files);
        return output.ToArray();
    }

    static byte[] Unpack(byte[] packed)
    {
        using GZipStream stream = new(new MemoryStream(packed), CompressionMode.Decompress);
        using MemoryStream whole = new();
        stream.CopyTo(whole);
        return whole.ToArray();
    }

    [Fact]
    public void AnInitramfsHoldsItsFilesAndTheirFolders()
    {
        List<(string Path, bool IsFile, long Length)> found = [];
        Assert.Null(CpioReader.Read(new MemoryStream(Unpack(Write(Files))), PackageLimits.Default, (entry, _) =>
        {
            found.Add((entry.Path, entry.IsFile, entry.Length));
            return true;
        }));
        Assert.Equal(["dev", "lib", "lib/modules", "proc", "sys", "tmp", "dev/console"], found.Where(f => !f.IsFile).Select(f => f.Path));
        Assert.Equal([("init", true, 6L), ("lib/modules/a.ko", true, 0L), ("lib/modules/b.ko", true, 3L)], found.Where(f => f.IsFile));
    }

    [Fact]
    public void TheSameFilesGiveTheSameBytes() => Assert.Equal(Write(Files), Write(Files.Reverse()));

    [Fact]
    public void TheToolOfTheSystemReadsIt()
    {
        if (!File.Exists("/usr/bin/cpio"))
            Assert.Skip("needs cpio");
        string path = Path.Combine(_root, "initramfs");
        File.WriteAllBytes(path, Unpack(Write(Files)));
        using Process cpio = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec /usr/bin/cpio -itv < \"$0\"", path]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        string listing = cpio.StandardOutput.ReadToEnd();
        cpio.WaitForExit();
        Assert.Equal(0, cpio.ExitCode);
        Assert.Matches(@"-rwxr-xr-x +1 root +root +6 .* init\n", listing);
        Assert.Matches(@"drwxr-xr-x +2 root +root +0 .* lib/modules\n", listing);
        Assert.Matches(@"crw------- +1 root +root +5, +1 .* dev/console\n", listing);
    }

    string Compiler(string script)
    {
        string path = Path.Combine(_root, "cc");
        File.WriteAllText(path, "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return path;
    }

    bool Compile(params string[] compilers) =>
        GuestCompiler.Compile(Path.Combine(_root, "a.c"), Path.Combine(_root, "a"), compilers, _told.Add, TestContext.Current.CancellationToken);

    [Fact]
    public void WithoutACompilerItSaysWhatToInstall()
    {
        Assert.False(Compile("no-such-compiler"));
        Assert.Equal(["guest.no-compiler"], _told.Select(m => m.Id));
    }

    [Fact]
    public void WithoutAStaticLibraryItSaysWhatToInstall()
    {
        Assert.False(Compile(Compiler("echo '/usr/bin/ld: cannot find -lc: No such file or directory' >&2; exit 1")));
        Assert.Equal(["guest.no-static-library"], _told.Select(m => m.Id));
    }

    [Fact]
    public void WhatTheCompilerComplainsAboutIsShown()
    {
        Assert.False(Compile(Compiler("echo 'a.c:1: error: expected ;' >&2; exit 1")));
        Assert.Equal("guest.compile-failed", _told.Single().Id);
        Assert.Equal("a.c:1: error: expected ;", _told.Single().Arguments[^1]);
    }

    [Fact]
    public void TheNextCompilerIsTakenWhereOneFails()
    {
        Assert.True(Compile("no-such-compiler", "/bin/false", "/bin/true"));
        Assert.Empty(_told);
    }

    [Fact]
    public void AProgramIsMadeStatic()
    {
        if (!File.Exists("/usr/bin/gcc") && !File.Exists("/usr/bin/clang"))
            Assert.Skip("needs a C compiler");
        File.WriteAllText(Path.Combine(_root, "a.c"), "#include <pthread.h>\n#include <stdio.h>\nint main(void) { puts(\"made\"); return 0; }\n");
        bool made = GuestCompiler.Compile(Path.Combine(_root, "a.c"), Path.Combine(_root, "a"), _told.Add, TestContext.Current.CancellationToken);
        if (!made && _told.Exists(m => m.Id == "guest.no-static-library"))
            Assert.Skip("needs a static C library");
        Assert.True(made);
        // A program that needs libraries names its loader.
        Assert.DoesNotContain("ld-linux", Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(_root, "a"))[..4096]), StringComparison.Ordinal);
    }
}
