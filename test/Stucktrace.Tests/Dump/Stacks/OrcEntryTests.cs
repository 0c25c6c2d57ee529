using System.Globalization;
using Stucktrace.Dump.Stacks;

namespace Stucktrace.Tests.Dump.Stacks;

/// <summary>Entries of the unwind table in every format, written by hand after arch/x86/include/asm/orc_types.h of each era.</summary>
public class OrcEntryTests
{
    // sp_offset, bp_offset, flags as little-endian bytes.
    [Theory]
    [InlineData(1, "1000f0ff1500", 16, -16, nameof(OrcRegister.Sp), nameof(OrcRegister.PreviousStackPointer), nameof(OrcKind.Call))]
    [InlineData(1, "000000000501", 0, 0, nameof(OrcRegister.Sp), nameof(OrcRegister.Undefined), nameof(OrcKind.Registers))]
    [InlineData(1, "080000000502", 8, 0, nameof(OrcRegister.Sp), nameof(OrcRegister.Undefined), nameof(OrcKind.PartialRegisters))]
    [InlineData(1, "000000000004", 0, 0, nameof(OrcRegister.Undefined), nameof(OrcRegister.Undefined), nameof(OrcKind.EndOfStack))]
    [InlineData(1, "000000000000", 0, 0, nameof(OrcRegister.Undefined), nameof(OrcRegister.Undefined), nameof(OrcKind.Undefined))]
    [InlineData(1, "080000000900", 8, 0, nameof(OrcRegister.SpIndirect), nameof(OrcRegister.Undefined), nameof(OrcKind.Call))]
    [InlineData(1, "f8ff00000800", -8, 0, nameof(OrcRegister.BpIndirect), nameof(OrcRegister.Undefined), nameof(OrcKind.Call))]
    [InlineData(2, "000000000505", 0, 0, nameof(OrcRegister.Sp), nameof(OrcRegister.Undefined), nameof(OrcKind.Registers))]
    [InlineData(2, "000000000008", 0, 0, nameof(OrcRegister.Undefined), nameof(OrcRegister.Undefined), nameof(OrcKind.EndOfStack))]
    [InlineData(2, "000000000004", 0, 0, nameof(OrcRegister.Undefined), nameof(OrcRegister.Undefined), nameof(OrcKind.Undefined))]
    [InlineData(3, "1000f0ff1502", 16, -16, nameof(OrcRegister.Sp), nameof(OrcRegister.PreviousStackPointer), nameof(OrcKind.Call))]
    [InlineData(3, "00000000050b", 0, 0, nameof(OrcRegister.Sp), nameof(OrcRegister.Undefined), nameof(OrcKind.Registers))]
    [InlineData(3, "00000000050c", 0, 0, nameof(OrcRegister.Sp), nameof(OrcRegister.Undefined), nameof(OrcKind.PartialRegisters))]
    [InlineData(3, "000000000001", 0, 0, nameof(OrcRegister.Undefined), nameof(OrcRegister.Undefined), nameof(OrcKind.EndOfStack))]
    [InlineData(3, "000000000502", 0, 0, nameof(OrcRegister.Sp), nameof(OrcRegister.Undefined), nameof(OrcKind.Call))]
    [InlineData(3, "000000000a07", 0, 0, nameof(OrcRegister.Unknown), nameof(OrcRegister.Undefined), nameof(OrcKind.Undefined))]
    [InlineData(4, "1000f0ff8302", 16, -16, nameof(OrcRegister.Sp), nameof(OrcRegister.PreviousStackPointer), nameof(OrcKind.Call))]
    [InlineData(4, "000000000102", 0, 0, nameof(OrcRegister.Ax), nameof(OrcRegister.Undefined), nameof(OrcKind.Call))]
    [InlineData(4, "000000000a02", 0, 0, nameof(OrcRegister.BpIndirect), nameof(OrcRegister.Undefined), nameof(OrcKind.Call))]
    [InlineData(4, "000000000503", 0, 0, nameof(OrcRegister.Di), nameof(OrcRegister.Undefined), nameof(OrcKind.Registers))]
    public void AreDecoded(int version, string bytes, short stack, short frame, string stackBase, string frameBase, string kind)
    {
        OrcEntry entry = OrcEntry.Decode(Convert.FromHexString(bytes), (OrcVersion)version);
        Assert.Equal(
            (stack, frame, stackBase, frameBase, kind), (entry.StackOffset, entry.FrameOffset, entry.StackBase.ToString(), entry.FrameBase.ToString(), entry.Kind.ToString()));
    }

    [Fact]
    public void AreToldApartByTheHeader()
    {
        Assert.Equal(OrcVersion.Signal, OrcVersions.FromHeader(Convert.FromHexString("db84aed4103b31dd51e017f8f79783ca985c2c51")));
        Assert.Equal(OrcVersion.ThreeBitTypes, OrcVersions.FromHeader(Convert.FromHexString("fe5d32bf581bd63b2ca9a5c65ba5a625eab3fe24")));
        Assert.Equal(OrcVersion.NewRegisters, OrcVersions.FromHeader(Convert.FromHexString("137c36ad7627c4dd55932176bb0ecdbd5041fc82")));
        Assert.Null(OrcVersions.FromHeader(Convert.FromHexString("137c36ad7627c4dd55932176bb0ecdbd5041fc83")));
        Assert.Null(OrcVersions.FromHeader([]));
    }

    // What a kernel's table mostly consists of: pushes and pops, counted from rsp.
    [Theory]
    [InlineData(1, 0x0005, 0x0015)]
    [InlineData(3, 0x0205, 0x0215)]
    [InlineData(4, 0x0203, 0x0283)]
    public void AreToldApartByWhatTheyLookLike(int version, int plain, int framed)
    {
        byte[] sample = Convert.FromHexString(string.Concat(Enumerable.Range(1, 40).Select(i => Entry(i * 8, i % 3 == 0 ? framed : plain))));
        Assert.Equal((OrcVersion)version, OrcVersions.FromSample(sample));

        // Some entries of other kinds change nothing; when most make no sense, nothing is said.
        byte[] end = Convert.FromHexString(Entry(0, 0));
        Assert.Equal((OrcVersion)version, OrcVersions.FromSample([.. sample, .. end, .. end]));
        Assert.Null(OrcVersions.FromSample([.. sample, .. Enumerable.Repeat(end, 80).SelectMany(e => e)]));
        Assert.Null(OrcVersions.FromSample([]));
    }

    static string Entry(int stack, int flags) =>
        string.Create(CultureInfo.InvariantCulture, $"{stack & 0xff:x2}{stack >> 8:x2}0000{flags & 0xff:x2}{flags >> 8:x2}");
}
