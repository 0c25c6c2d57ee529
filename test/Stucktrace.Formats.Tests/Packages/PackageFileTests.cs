using System.Formats.Tar;
using Stucktrace.Formats.Packages;

namespace Stucktrace.Formats.Tests.Packages;

public class PackageFileTests
{
    static readonly (string Path, byte[] Content)[] Files =
    [
        ("./boot/vmlinuz-6.1", [.. Enumerable.Range(0, 3000).Select(i => (byte)i)]),
        ("/usr/lib/modules/6.1/a.ko", []),
        ($"./{string.Concat(Enumerable.Repeat("long/", 26))}b.ko", "b"u8.ToArray()),
        ("./c.ko", "c c"u8.ToArray()),
    ];

    static readonly string[] Paths = [.. Files.Select(f => f.Path.TrimStart('.').TrimStart('/'))];

    static (Message? Problem, List<(string Path, byte[] Content)> Found) Read(byte[] package, PackageLimits? limits = null, int stopAfter = int.MaxValue)
    {
        List<(string, byte[])> found = [];
        Message? problem = PackageFile.Read(
            new MemoryStream(package),
            (entry, content) =>
            {
                MemoryStream copy = new();
                if (entry.IsFile)
                {
                    content.CopyTo(copy);
                    found.Add((entry.Path, copy.ToArray()));
                }

                return found.Count < stopAfter;
            },
            limits);
        return (problem, found);
    }

    public static TheoryData<string> Kinds => ["deb-gnu", "deb-pax", "deb-plain", "rpm"];

    static byte[] Make(string kind) => kind switch
    {
        "deb-gnu" => PackageMaker.Deb(Files),
        "deb-pax" => PackageMaker.Ar(("debian-binary", [1]), ("data.tar.gz", PackageMaker.Gzip(PackageMaker.Tar(TarEntryFormat.Pax, Files)))),
        "deb-plain" => PackageMaker.Ar(("data.tar/", PackageMaker.Tar(TarEntryFormat.Ustar, Files))),
        _ => PackageMaker.Rpm(Files),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryFileComesOutWhole(string kind)
    {
        (Message? problem, List<(string Path, byte[] Content)> found) = Read(Make(kind));
        Assert.Null(problem);
        Assert.Equal(Paths, found.Select(f => f.Path));
        Assert.Equal(Files.Select(f => f.Content), found.Select(f => f.Content));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheVisitorMayStop(string kind)
    {
        (Message? problem, List<(string, byte[])> found) = Read(Make(kind), stopAfter: 2);
        Assert.Null(problem);
        Assert.Equal(2, found.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ContentThatNobodyReadsIsPassedOver(string kind)
    {
        List<string> names = [];
        Assert.Null(PackageFile.Read(new MemoryStream(Make(kind)), (entry, _) =>
        {
            names.Add(entry.Path);
            return true;
        }));
        Assert.Equal(Paths, names);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ACutPackageIsSaidWhereverItIsCut(string kind)
    {
        byte[] whole = Make(kind);
        int said = 0, step = Math.Max(1, whole.Length / 200);
        for (int length = 8; length < whole.Length; length += step)
        {
            (Message? problem, List<(string Path, byte[] Content)> found) = Read(whole[..length]);
            // Behind the archive's mark of its end only padding and sums are left to lose.
            if (problem is null)
                Assert.Equal(Files.Select(f => f.Content), found.Select(f => f.Content));
            else
                said++;
        }

        Assert.True(said * step > whole.Length / 2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DamageIsNeverAnException(string kind)
    {
        byte[] whole = Make(kind);
        Random random = new(7);
        PackageLimits limits = new() { MaxUnpackedBytes = 1 << 20, MaxRpmHeaderBytes = 1 << 16 };
        for (int i = 0; i < 3000; i++)
        {
            byte[] changed = [.. whole];
            for (int n = random.Next(1, 6); n > 0; n--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            (_, List<(string Path, byte[] Content)> found) = Read(changed[..random.Next(changed.Length / 2, changed.Length)], limits);
            Assert.True(found.Sum(f => (long)f.Content.Length) <= limits.MaxUnpackedBytes);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EntriesAreLimited(string kind)
    {
        // One more than there are files: the end of a cpio archive is an entry too.
        Assert.Null(Read(Make(kind), new PackageLimits { MaxEntries = Files.Length + 1 }).Problem);
        Assert.Equal("package.too-many-entries", Read(Make(kind), new PackageLimits { MaxEntries = Files.Length - 1 }).Problem?.Id);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NamesAreLimited(string kind)
    {
        // cpio counts the zero at the end, and "./" in front counts too.
        int longest = Files.Max(f => f.Path.Length) + 1;
        Assert.Null(Read(Make(kind), new PackageLimits { MaxPathBytes = longest }).Problem);
        Assert.Equal("package.name-too-long", Read(Make(kind), new PackageLimits { MaxPathBytes = longest - 2 }).Problem?.Id);
    }

    [Theory]
    [InlineData("deb-gnu")]
    [InlineData("rpm")]
    public void UnpackedBytesAreLimited(string kind)
    {
        Assert.Null(Read(Make(kind), new PackageLimits { MaxUnpackedBytes = 1 << 20 }).Problem);
        Assert.Equal("log.0204", Read(Make(kind), new PackageLimits { MaxUnpackedBytes = 2000 }).Problem?.Id);
    }

    [Fact]
    public void HeadersOfAnRpmAreLimited()
    {
        byte[] package = [.. PackageMaker.RpmHeaders(4, 36), .. PackageMaker.Gzip(PackageMaker.Cpio(Files))];
        Assert.Null(Read(package, new PackageLimits { MaxRpmHeaderBytes = 100 }).Problem);
        Assert.Equal("package.header-too-large", Read(package, new PackageLimits { MaxRpmHeaderBytes = 99 }).Problem?.Id);
    }

    [Fact]
    public void MembersOfADebAreLimited()
    {
        byte[] package = PackageMaker.Ar(("a", [1]), ("b", [2, 3]), ("data.tar", PackageMaker.Tar(Files)));
        Assert.Null(Read(package, new PackageLimits { MaxDebMembers = 3 }).Problem);
        Assert.Equal("package.too-many-entries", Read(package, new PackageLimits { MaxDebMembers = 2 }).Problem?.Id);
    }

    [Fact]
    public void WhatIsNoPackageIsSaid()
    {
        Assert.False(PackageFile.IsOne("MZ"u8));
        Assert.Equal("package.unknown", Read([.. "MZ is something else"u8]).Problem?.Id);
        Assert.Equal("package.no-files", Read(PackageMaker.Ar(("debian-binary", [1]))).Problem?.Id);
        Assert.Equal("package.large-files", Read([.. PackageMaker.RpmHeaders(1, 1), .. "07070X"u8, .. new byte[200]]).Problem?.Id);
        Assert.Equal("package.damaged", Read([.. PackageMaker.RpmHeaders(1, 1), .. new byte[200]]).Problem?.Id);
    }

    /// <summary>A number in base 256, as GNU tar writes for files of 8 GiB and more.</summary>
    [Fact]
    public void LargeNumbersAreRead()
    {
        byte[] tar = PackageMaker.Tar(("a", "abc"u8.ToArray()));
        byte[] size = new byte[12];
        (size[0], size[11]) = (0x80, 3);
        size.CopyTo(tar, 124);
        tar.AsSpan(148, 8).Fill((byte)' ');
        int sum = tar.AsSpan(0, 512).ToArray().Sum(b => b);
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
        (Message? problem, List<(string Path, byte[] Content)> found) = Read(PackageMaker.Ar(("data.tar", tar)));
        Assert.Null(problem);
        Assert.Equal("abc"u8.ToArray(), found.Single().Content);
    }
}
