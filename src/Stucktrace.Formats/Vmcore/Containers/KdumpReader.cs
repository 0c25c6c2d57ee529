using Stucktrace.Formats.IO;
using Stucktrace.Formats.Vmcore.Unpacking;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Opens kdump-compressed files: reads headers and the bitmap, nothing of the pages.</summary>
/// <param name="limits">Bounds.</param>
/// <param name="report">Is told what is damaged.</param>
sealed class KdumpReader(ReadLimits limits, Action<InputDiagnostic> report)
{
    // Machines of utsname whose dumps are no mistake, but another architecture's.
    static readonly string[] OtherMachines = ["aarch64", "arm", "i386", "i486", "i586", "i686", "loongarch64", "mips", "ppc", "riscv", "s390"];

    /// <summary>Opens one file.</summary>
    /// <returns>Null when nothing of it can be used; the reason was reported.</returns>
    public KdumpPart? Open(ByteSource source)
    {
        if (KdumpHeader.Read(source) is not { } header)
        {
            Report("VMC0101", Message.Of("vmc.0101", source.Length), source.Length);
            return null;
        }

        if (OtherMachines.FirstOrDefault(m => header.Machine.StartsWith(m, StringComparison.Ordinal)) is not null)
        {
            Report("VMC0104", Message.Of("vmc.0104", header.Machine), 272);
            return null;
        }

        if (header.BlockSize != IPhysicalMemory.PageBytes)
        {
            Report("VMC0102", Message.Of("vmc.0102", header.BlockSize), 428);
            return null;
        }

        if (header.Version is < 0 or > KdumpHeader.NewestVersion)
            Report("VMC0105", Message.Of("vmc.0105", header.Version, KdumpHeader.NewestVersion), 8);
        if (header.IsIncomplete)
            Report("VMC0110", Message.Of("vmc.0110"), 424);
        KdumpPart part = new(source, header, ReadBitmap(source, header));
        CheckEnd(part);
        return part;
    }

    /// <summary>vmcoreinfo where the second header says that it is, or null.</summary>
    public static VmcoreInfo? ReadInfo(KdumpPart part, ReadLimits limits, Action<InputDiagnostic> report)
    {
        (ulong offset, ulong size) = (part.Header.VmcoreInfoOffset, part.Header.VmcoreInfoSize);
        if (size == 0)
            return null;
        byte[] text = offset > long.MaxValue ? [] : part.Source.Take((long)offset, (long)Math.Min(size, (ulong)limits.MaxDumpNoteBytes));
        if ((ulong)text.Length < size)
            report(new InputDiagnostic("VMC0107", Message.Of("vmc.0107", size, offset, text.Length), Offset: IPhysicalMemory.PageBytes + 32));
        return text.Length == 0 ? null : new VmcoreInfo(text);
    }

    PageBitmap ReadBitmap(ByteSource source, KdumpHeader header)
    {
        // Two bitmaps, which memory there was and which pages are here; a full diskdump has only the first.
        long half = (long)header.BitmapBlocks * header.BlockSize / 2;
        bool two = header.BitmapBytes <= half;
        long offset = header.BitmapOffset + (two ? half : 0), room = two ? half : half * 2;
        ulong frames = header.Frames;
        if (frames > (ulong)room * 8)
        {
            Report("VMC0106", Message.Of("vmc.0106", frames, (ulong)room * 8), 436);
            frames = (ulong)room * 8;
        }

        if (frames > limits.MaxDumpFrames)
        {
            Report("VMC0109", Message.Of("vmc.0109", frames, limits.MaxDumpFrames), 440);
            frames = limits.MaxDumpFrames;
        }

        PageBitmap bitmap = PageBitmap.Read(source, offset, frames);
        if (bitmap.Frames < frames)
            Report("VMC0103", Message.Of("vmc.0103", offset, offset + room, bitmap.Frames), offset);
        return bitmap;
    }

    /// <summary>Says where the file ends too early: the headers speak of more pages, or the last ones lie beyond the end.</summary>
    void CheckEnd(KdumpPart part)
    {
        ByteSource source = part.Source;
        if (part.PagesThere < part.Pages)
            Report("VMC0111", Message.Of("vmc.0111", source.Length, part.PagesThere, part.Pages), source.Length);
        else if (part.EndOfLastPages() is { } end && end > source.Length)
            Report("VMC0112", Message.Of("vmc.0112", source.Length, end), source.Length);
        if (part.EndsEmpty() && !part.Header.IsIncomplete)
            Report("VMC0116", Message.Of("vmc.0116"), part.Header.DescriptorOffset);
        if (part.Header.Compression.HasFlag(PageCompression.Zstd) && !NativeLibraries.HasZstd)
            Report("VMC0113", Message.Of("vmc.0113"), 424);
    }

    void Report(string id, Message message, long offset) => report(new InputDiagnostic(id, message, Offset: offset));
}
