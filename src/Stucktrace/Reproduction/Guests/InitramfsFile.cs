namespace Stucktrace.Reproduction.Guests;

/// <summary>A file of a guest's initramfs.</summary>
/// <param name="Path">Path without a leading slash, such as <c>lib/modules/dirpro.ko</c>; its folders are made by the writer.</param>
/// <param name="Mode">Permissions, such as octal 755 (0x1ed).</param>
/// <param name="Content">Its bytes.</param>
public sealed record InitramfsFile(string Path, int Mode, ReadOnlyMemory<byte> Content)
{
    /// <summary>A program: everybody may read and execute it.</summary>
    public const int Executable = 0x1ed;

    /// <summary>A plain file: everybody may read it.</summary>
    public const int Plain = 0x1a4;
}
