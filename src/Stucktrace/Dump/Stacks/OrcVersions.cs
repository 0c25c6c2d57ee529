namespace Stucktrace.Dump.Stacks;

/// <summary>Tells the format of an unwind table: by the hash in its header, else by what its entries look like.</summary>
static class OrcVersions
{
    /// <summary>Bytes of the header (.orc_header, since 6.3): a hash over the definitions in orc_types.h (scripts/orc_hash.sh).</summary>
    internal const int HeaderSize = 20;

    /// <summary>How many entries are looked at where there is no header that is known.</summary>
    internal const int SampleSize = 256;

    // arch/x86/include/asm/orc_types.h of 6.3, of 6.4 to 7.0, and of 7.1.
    static readonly (byte[] Hash, OrcVersion Version)[] Hashes =
    [
        (Convert.FromHexString("db84aed4103b31dd51e017f8f79783ca985c2c51"), OrcVersion.Signal),
        (Convert.FromHexString("fe5d32bf581bd63b2ca9a5c65ba5a625eab3fe24"), OrcVersion.ThreeBitTypes),
        (Convert.FromHexString("137c36ad7627c4dd55932176bb0ecdbd5041fc82"), OrcVersion.NewRegisters),
    ];

    /// <summary>The format that a header stands for, or null when it is not known.</summary>
    /// <param name="header">The header's bytes.</param>
    internal static OrcVersion? FromHeader(ReadOnlySpan<byte> header)
    {
        foreach ((byte[] hash, OrcVersion version) in Hashes)
        {
            if (header.SequenceEqual(hash))
                return version;
        }

        return null;
    }

    /// <summary>
    /// The format in which most of the entries make sense, or null when there is none. Nearly all entries describe calls and count from rsp; the bits of
    /// the type tell old formats from new ones, the number of rsp the newest.
    /// </summary>
    /// <param name="entries">Some entries, one after the other.</param>
    internal static OrcVersion? FromSample(ReadOnlySpan<byte> entries)
    {
        OrcVersion? best = null;
        int most = 0, count = entries.Length / OrcEntry.Size;

        // Formats 1 and 2 differ in the rarest bits only; 2 was in one release, which has a header.
        foreach (OrcVersion version in (ReadOnlySpan<OrcVersion>)[OrcVersion.Original, OrcVersion.ThreeBitTypes, OrcVersion.NewRegisters])
        {
            int good = 0;
            for (int i = 0; i < count; i++)
            {
                if (IsUsual(OrcEntry.Decode(entries.Slice(i * OrcEntry.Size, OrcEntry.Size), version)))
                    good++;
            }

            if (good > most)
                (best, most) = (version, good);
        }

        return most * 2 > count ? best : null;
    }

    static bool IsUsual(in OrcEntry entry) =>
        entry is { Kind: OrcKind.Call, StackBase: OrcRegister.Sp or OrcRegister.Bp, StackOffset: >= 8, FrameBase: OrcRegister.Undefined or OrcRegister.PreviousStackPointer } &&
        entry.StackOffset % 8 == 0;
}
