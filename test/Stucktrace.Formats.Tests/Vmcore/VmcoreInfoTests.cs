using System.Text;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>vmcoreinfo as kernels of several eras write it.</summary>
public sealed class VmcoreInfoTests
{
    static VmcoreInfo Read(string text) => new(Encoding.Latin1.GetBytes(text));

    [Fact]
    public void KeysAreReadInTheirNumberSystems()
    {
        VmcoreInfo info = Read("""
            OSRELEASE=6.1.0-56-amd64
            BUILD-ID=0123456789abcdef
            PAGESIZE=4096
            SYMBOL(init_uts_ns)=ffffffff9ba12345
            OFFSET(list_head.next)=0
            SIZE(list_head)=16
            LENGTH(mem_section)=2048
            NUMBER(phys_base)=-219152384
            NUMBER(PHYS_OFFSET)=0x40000000
            NUMBER(large)=18446744073709551615
            KERNELOFFSET=1a000000
            CRASHTIME=1795363849

            """);
        Assert.Equal("6.1.0-56-amd64", info.Release);
        Assert.True(info.Crashed);
        Assert.Equal(0xffff_ffff_9ba1_2345, info.Symbol("init_uts_ns"));
        Assert.Equal((0, 16, 2048), (info.Offset("list_head.next"), info.Size("list_head"), info.Length("mem_section")));
        Assert.Equal((-219152384, 0x4000_0000, -1), (info.Number("phys_base"), info.Number("PHYS_OFFSET"), info.Number("large")));
        Assert.Equal(0x1a00_0000UL, info.KernelOffset);
        Assert.Equal("0123456789abcdef", info.Value("BUILD-ID"));
        Assert.Null(info.Symbol("list_head"));
        Assert.Null(info.Number("init_uts_ns"));
    }

    [Fact]
    public void TheLastLineMayLackItsEndAndZeroesMayFollow()
    {
        VmcoreInfo info = Read("OSRELEASE=2.6.32-754.el6.x86_64\nPAGESIZE=4096\nCRASHTIME=1400000000\0\0\0OSRELEASE=other\n");
        Assert.Equal("2.6.32-754.el6.x86_64", info.Release);
        Assert.Equal("1400000000", info.Value("CRASHTIME"));
        Assert.EndsWith("CRASHTIME=1400000000", info.Text, StringComparison.Ordinal);
        Assert.Null(info.KernelOffset);
        Assert.False(Read("OSRELEASE=6.1.0\n").Crashed);
    }

    [Fact]
    public void WhatIsNoNumberIsNone()
    {
        VmcoreInfo info = Read("SYMBOL(a)=\nSYMBOL(b)=xyz\nSYMBOL(c)=11112222333344445\nNUMBER(a)=0x\nNUMBER(b)=1.5\nNUMBER(c)=99999999999999999999\n=x\nnothing\nKEY\nA=B=C\nA=D\n");
        Assert.All((string[])["a", "b", "c"], name => Assert.Equal((null, null), (info.Symbol(name), info.Number(name))));
        Assert.Equal("B=C", info.Value("A"));
        Assert.Null(info.Value(""));
        Assert.Null(info.Release);
        Assert.Equal("", Read("").Text);
    }
}
